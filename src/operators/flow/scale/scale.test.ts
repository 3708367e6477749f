import { chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

async function scaled(
  params: Partial<typeof defaults>,
  numbers: readonly (readonly [ms: number, value: number])[],
) {
  const run = await runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: numbers.map(([ms, value]) => ({ in: chunkAt<'value/number'>(ms * 1000, value) })),
  });
  expect(run.leaked).toBe(0);
  return { values: run.emitted.map(({ chunk }) => chunk.payload as number), run };
}

const level = { fromLow: -60, fromHigh: 0, toLow: 0, toHigh: 50 } as const;

test('the ends become the ends, and what lies between goes along the line', async () => {
  const { values } = await scaled(level, [
    [0, -60],
    [1, 0],
    [2, -30],
    [3, -45],
  ]);
  expect(values).toEqual([0, 50, 25, 12.5]);
});

test('a range may run backwards on either side', async () => {
  const numbers = [
    [0, 0],
    [1, 0.25],
    [2, 1],
  ] as const;
  expect((await scaled({ toLow: 10, toHigh: 2 }, numbers)).values).toEqual([10, 8, 2]);
  expect((await scaled({ fromLow: 1, fromHigh: 0, toHigh: 8 }, numbers)).values).toEqual([8, 6, 0]);
});

test('what lies outside stays within, or goes on', async () => {
  const numbers = [
    [0, -120],
    [1, 6],
    [2, -Infinity],
  ] as const;
  expect((await scaled(level, numbers)).values).toEqual([0, 50, 0]);
  const free = await scaled({ ...level, clamp: false }, numbers);
  expect(free.values[0]).toBe(-50);
  expect(free.values[1]).toBeCloseTo(55, 12);
  expect(free.values).toHaveLength(2);
  expect(free.run.drops).toEqual({ invalid: 1 });
});

test('what is no number is counted as invalid, and nothing follows from it', async () => {
  const { values, run } = await scaled({ smoothing: 1 }, [
    [0, 0.5],
    [1, NaN],
    [2, 0.5],
  ]);
  expect(values).toEqual([50, 50]);
  expect(run.drops).toEqual({ invalid: 1 });
});

test('a range without width is a threshold', async () => {
  const { values } = await scaled({ fromLow: 3, fromHigh: 3 }, [
    [0, 2.99],
    [1, 3],
    [2, 4],
  ]);
  expect(values).toEqual([0, 100, 100]);
});

test('a curve bends the way between the ends, and has the same shape beyond the low one', async () => {
  const numbers = [
    [0, 0.25],
    [1, 1],
    [2, -0.25],
  ] as const;
  const open = { clamp: false, toHigh: 16 } as const;
  expect((await scaled({ ...open, curve: 'square' }, numbers)).values).toEqual([1, 16, -1]);
  expect((await scaled({ ...open, curve: 'root' }, numbers)).values).toEqual([8, 16, -8]);
});

test('smoothing does 1 − 1/e of a jump in its time, however often numbers come', async () => {
  const jump = { smoothing: 0.2, toHigh: 1 } as const;
  const once = await scaled(jump, [
    [0, 0],
    [200, 1],
  ]);
  expect(once.values[1]).toBeCloseTo(1 - 1 / Math.E, 12);
  const often = await scaled(jump, [
    [0, 0],
    ...Array.from({ length: 200 }, (_, i) => [i + 1, 1] as const),
  ]);
  expect(often.values.at(-1)).toBeCloseTo(1 - 1 / Math.E, 12);
});

test('new params hold from the next number on', async () => {
  const run = await runKernel(kernel, {
    params: defaults,
    inputs: [0, 1].map((ms) => ({ in: chunkAt<'value/number'>(ms, 0.5) })),
    updates: { 1: { ...defaults, toHigh: 10 } },
  });
  expect(run.emitted.map(({ chunk }) => chunk.payload)).toEqual([50, 5]);
});
