import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTextProblem } from './jsonText.ts';

const runs = { seed: 20_262, numRuns: 2000 };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a text is refused exactly if JSON.parse refuses it', () => {
  // Texts close to JSON: a value printed, then some characters put in the place of others.
  const nearly = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(3),
          fc.string({
            unit: fc.constantFrom(
              ...Array.from('{}[]",:\\u0019eE+-.truefalsn \t\n\r\v\u0001\u00a0\ufeff'),
            ),
            maxLength: 3,
          }),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([text, edits]) =>
      edits.reduce((whole, [at, count, put]) => {
        const place = at % (whole.length + 1);
        return whole.slice(0, place) + put + whole.slice(place + count);
      }, text),
    );
  fc.assert(
    fc.property(nearly, (text) => {
      expect(findTextProblem(text) === undefined).toBe(isJson(text));
    }),
    runs,
  );
});

test.each([
  ['', 'The text ends at line 1, column 1, where a value was expected.'],
  ['{\n  "a": [1, 2', "The text ends at line 2, column 13, where ',' or ']' was expected."],
  ['{"a": "b', 'The text ends at line 1, column 9, where a closing quote was expected.'],
  ['{"a" 1}', 'Line 1, column 6: expected \':\', found "1".'],
  ['[1,]', 'Line 1, column 4: expected a value, found "]".'],
  ['{"a": 1,}', 'Line 1, column 9: expected a name in quotes, found "}".'],
  ['[]\n\nx', 'Line 3, column 1: expected the end, found "x".'],
  ['"\\x"', 'Line 1, column 3: expected a known escape, found "x".'],
  ["{'a': 1}", "Line 1, column 2: expected a name in quotes or '}', found \"'\"."],
  ['<html>', 'Line 1, column 1: expected a value, found "<".'],
])('%j is refused with its place', (text, message) => {
  expect(findTextProblem(text)?.message).toBe(message);
});

test('64 levels are read, 65 are refused where they begin', () => {
  expect(findTextProblem('['.repeat(64) + ']'.repeat(64))).toBeUndefined();
  expect(findTextProblem('['.repeat(65) + ']'.repeat(65))?.message).toBe(
    'Line 1, column 65 is 65 lists and objects deep; the limit is 64.',
  );
});

test('brackets in quotes are not depth', () => {
  expect(findTextProblem(JSON.stringify('['.repeat(1000)))).toBeUndefined();
});

test('20 000 levels and 9 MiB are refused without being parsed', () => {
  expect(findTextProblem('['.repeat(20_000))?.message).toContain('the limit is 64');
  expect(findTextProblem('{"a":'.repeat(20_000))?.message).toContain('the limit is 64');
  expect(findTextProblem(`"${'x'.repeat(9 * 1024 * 1024)}"`)?.message).toBe(
    'The document has 9437186 bytes; the limit is 8388608 (8 MiB).',
  );
});

test('size is counted in bytes, not in characters', () => {
  const text = `"${'€'.repeat(3 * 1024 * 1024)}"`;
  expect(text.length).toBeLessThan(8 * 1024 * 1024);
  expect(findTextProblem(text)?.message).toContain('has 9437186 bytes');
});
