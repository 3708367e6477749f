import { readFileSync } from 'node:fs';
import { isRecord } from '#base/json.ts';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

/** The text of every `a ** b` below `node` that engines may round differently: squares and powers of two are exact. */
function inexactPowers(node: unknown, text: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one) => inexactPowers(one, text));
  if (!isRecord(node)) return [];
  const deeper = Object.values(node).flatMap((child) => inexactPowers(child, text));
  const { operator, left, right, start, end } = node;
  if (operator !== '**' || !isRecord(left) || !isRecord(right)) return deeper;
  if (left['value'] === 2 || right['value'] === 2) return deeper;
  return [...deeper, text.slice(Number(start), Number(end))];
}

test('what operators compute takes powers from #base/power.ts, the same in every engine', () => {
  const paths = globSync(['src/operators/**/*.ts', 'src/stream/**/*.ts'], {
    ignore: ['**/*.test.ts'],
  });
  expect(paths.length).toBeGreaterThan(100);
  const found = paths.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return inexactPowers(parseSync(path, text).program, text).map((power) => `${path}: ${power}`);
  });
  expect(found).toEqual([]);
});
