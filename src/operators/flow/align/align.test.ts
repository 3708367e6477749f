import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { expectClean, runToEnd, sketch } from '#testing/engineRuns.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { micros } from '#stream/micros.ts';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

/** A device whose clock shows an hour more: 0, 1, 2… one a millisecond. */
const aheadSpec = defineSpec({
  id: 'test/ahead',
  title: 'Test',
  doc: 'Test.',
  category: 'sources',
  glyph: '',
  inputs: {},
  outputs: { out: { type: 'value/number', doc: 'Numbers.' } },
  params: z.strictObject({}),
});
const ahead = defineKernel<typeof aheadSpec>(() => ({
  async *produce() {
    for (let i = 0; i < 6; i++) {
      yield { out: { timestamp: micros(3_600_000_000 + i * 1000), payload: i } };
    }
  },
}));

test('a stream whose clock shows another time meets the base, step by step from then on', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['base', 'count', { count: 6 }],
        ['ahead', 'ahead'],
        ['align', 'align'],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['base.out', 'align.base'],
        ['ahead.out', 'align.in'],
        ['align.base', 'pair.a'],
        ['align.out', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    withOperator(
      withOperator(catalog, { ...spec, id: 'test/align' } as unknown as OperatorSpec, kernel),
      aheadSpec,
      ahead,
    ),
  );
  const met = catalog.taken.filter(({ value }) => value >= 0 && value % 1000 !== 999);
  // 1000 · a + b: once they have met, each of the base comes with the next of the other.
  const lag = Math.floor(met[0]!.value / 1000) - (met[0]!.value % 1000);
  expect(met.length).toBeGreaterThanOrEqual(6 - lag);
  for (const { value } of met) expect(Math.floor(value / 1000) - (value % 1000)).toBe(lag);
  expectClean(end);
});
