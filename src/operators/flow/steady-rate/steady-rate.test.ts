import { chunkAt, grayFrame } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

type Params = Parameters<typeof kernel.open>[0];
const defaults: Params = { rate: 10, align: 'first', jitter: 0 };

const resampled = (times: readonly number[], params: Partial<Params> = {}): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: times.map((time) => ({ in: chunkAt<'value/number'>(time, time) })),
  });

const sent = (run: KernelRun) => run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload]);

test('each tick has the chunk nearest to it, and the last one again where none is near', async () => {
  const run = await resampled([0, 90_000, 120_000, 460_000, 500_000]);
  expect(sent(run)).toEqual([
    [0, 0],
    [100_000, 90_000],
    [200_000, 120_000],
    [300_000, 120_000],
    [400_000, 120_000],
    [500_000, 500_000],
  ]);
  expect(run.leaked).toBe(0);
});

test('the end serves the tick that the last chunk is nearest to', async () => {
  expect(sent(await resampled([0, 60_000])).at(-1)).toEqual([100_000, 60_000]);
  expect(sent(await resampled([0, 40_000])).at(-1)).toEqual([0, 0]);
});

test('T23 two files that begin at different times have the same ticks from time 0', async () => {
  const film = (from: number, step: number) =>
    Array.from({ length: 90 }, (_, i) => Math.round(from + i * step));
  const [one, other] = await Promise.all([
    resampled(film(1_234_567, 33_367), { rate: 25, align: 'zero' }),
    resampled(film(987_654, 41_667), { rate: 25, align: 'zero' }),
  ]);
  const ticks = (run: KernelRun) =>
    run.emitted
      .map(({ chunk }) => chunk.timestamp as number)
      .filter((at) => at >= 1_300_000 && at <= 4_000_000);
  expect(ticks(one)).toEqual(ticks(other));
  expect(ticks(one)).toEqual(Array.from({ length: 68 }, (_, i) => 1_320_000 + i * 40_000));
});

test('a stream at its own rate, though it trembles, keeps every chunk once', async () => {
  const tremble = fc.array(fc.integer({ min: -9000, max: 9000 }), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(tremble, async (offsets) => {
      const times = offsets.map((offset, i) => Math.round((i * 1e6) / 25) + (i === 0 ? 0 : offset));
      const run = await resampled(times, { rate: 25 });
      expect(run.emitted.map(({ chunk }) => chunk.payload)).toEqual(times);
      expect(run.emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
        times.map((_, i) => i * 40_000),
      );
    }),
    { seed: 3, numRuns: 50 },
  );
});

test('jittered ticks stay in order and within their share of a period', async () => {
  const times = Array.from({ length: 200 }, (_, i) => i * 10_000);
  const run = await resampled(times, { rate: 50, jitter: 0.4, align: 'zero' });
  const ticks = run.emitted.map(({ chunk }) => chunk.timestamp);
  expect(ticks.length).toBeGreaterThan(95);
  expect(ticks.every((at, i) => i === 0 || at > ticks[i - 1]!)).toBe(true);
  expect(ticks.every((at) => Math.abs(at / 20_000 - Math.round(at / 20_000)) <= 0.4)).toBe(true);
  expect(new Set(ticks.map((at) => at % 20_000)).size).toBeGreaterThan(20);
});

test('a frame that is sent again is the same payload, and none is kept in the end', async () => {
  const frame = grayFrame([[1]]);
  const run = await runKernel(kernel, {
    params: defaults,
    inputs: [
      { in: chunkAt<'video/raw'>(0, frame) },
      { in: chunkAt<'video/raw'>(310_000, grayFrame([[2]])) },
    ],
  });
  expect(run.emitted.slice(0, 3).map(({ chunk }) => chunk.payload)).toEqual([frame, frame, frame]);
  expect(run.leaked).toBe(0);
});
