import type { OperatorSpec } from '#contract/spec.ts';
import { expectClean, runToEnd, sketch } from '#testing/engineRuns.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const pipeline = (count: number) =>
  sketch(
    [
      ['count', 'count', { count }],
      ['shifted', 'add', { by: 100 }],
      ['newest', 'newest'],
      ['slow', 'slow'],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'newest.a', 'block'],
      ['count.out', 'shifted.in'],
      ['shifted.out', 'newest.b', 'block'],
      ['newest.a', 'slow.in'],
      ['slow.out', 'pair.a'],
      ['newest.b', 'pair.b'],
      ['pair.out', 'take.in'],
    ],
  );

test.each(['batch', 'bounded'] as const)(
  'in a %s run whole sets pass, in order; only batch keeps them all',
  async (mode) => {
    const catalog = testCatalog();
    const operator = { ...spec, id: 'test/newest' } as unknown as OperatorSpec;
    const end = await runToEnd(pipeline(60), withOperator(catalog, operator, kernel), { mode });
    const numbers = catalog.taken.map(({ value }) => value);
    // 1000 · i + (i + 100): both of one time.
    expect(numbers.every((value) => (value - 100) % 1001 === 0)).toBe(true);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers.length).toBeGreaterThanOrEqual(mode === 'batch' ? 60 : 1);
    expectClean(end);
  },
);
