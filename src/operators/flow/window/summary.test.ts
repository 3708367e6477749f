import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Measure, read, summarise, type Summary } from './summary.ts';

const summaryOf = (values: readonly number[], from = 0): Summary => {
  let summary = summarise.create();
  values.forEach((value, i) => (summary = summarise.add(summary, value, from + i)));
  return summary;
};

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

/** The textbook formulas, in two passes. */
const plainly: Readonly<Record<Measure, (values: readonly number[]) => number>> = {
  mean: (v) => v.reduce((a, b) => a + b, 0) / v.length,
  sum: (v) => v.reduce((a, b) => a + b, 0),
  count: (v) => v.length,
  min: (v) => Math.min(...v),
  max: (v) => Math.max(...v),
  spread: (v) => {
    const mean = v.reduce((a, b) => a + b, 0) / v.length;
    return Math.sqrt(v.reduce((sum, x) => sum + (x - mean) ** 2, 0) / v.length);
  },
  first: (v) => v[0]!,
  last: (v) => v.at(-1)!,
};

test('every measure is that of the plain formula, in one piece and merged from two', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (values, at) => {
      const cut = at % (values.length + 1);
      const whole = summaryOf(values);
      const merged = summarise.merge(
        summaryOf(values.slice(0, cut)),
        summaryOf(values.slice(cut), cut),
      );
      for (const measure of Object.keys(plainly) as Measure[]) {
        const expected = plainly[measure](values);
        const close = 1e-6 * (1 + Math.abs(expected));
        expect(Math.abs(read(whole, measure) - expected)).toBeLessThan(close);
        expect(Math.abs(read(merged, measure) - expected)).toBeLessThan(close);
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});
