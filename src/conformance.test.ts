import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The rules of streams, as a suite of numbered tests beside the code that keeps them. T4 is not adopted. */
const RULES = Array.from({ length: 23 }, (_, i) => `T${i + 1}`).filter((rule) => rule !== 'T4');

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

test('every rule of streams has a test that bears its number', () => {
  const tested = testedRules();
  const missing = RULES.filter((rule) => !tested.has(rule));
  expect(missing).toEqual([]);
});
