import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The rules of streams, as a suite of numbered tests beside the code that keeps them. T4 is not adopted. */
const RULES = Array.from({ length: 23 }, (_, i) => `T${i + 1}`).filter((rule) => rule !== 'T4');

/** Rules that no test holds yet; whoever writes one takes it out of here. */
const TO_COME: readonly string[] = 'T9 T10 T11 T14 T16 T17 T18 T19 T20 T21 T22 T23'.split(' ');

/** Every rule that begins a test's title. */
function testedRules(): ReadonlySet<string> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const found = new Set<string>();
  for (const file of files.filter((name) => /\.test\.tsx?$/.test(name))) {
    const text = readFileSync(join('src', file), 'utf8');
    for (const [, rule] of text.matchAll(/^\s*(?:test\(\s*)?['"`](T\d+) /gm)) found.add(rule!);
  }
  return found;
}

test('every rule of streams has a test that bears its number, but those still to come', () => {
  const tested = testedRules();
  const missing = RULES.filter((rule) => !tested.has(rule) && !TO_COME.includes(rule));
  expect(missing).toEqual([]);
});
