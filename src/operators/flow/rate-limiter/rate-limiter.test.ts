import type { Chunk } from '#stream/chunk.ts';
import { audioBlock, chunkAt, grayFrame } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

async function thinned(rate: number, times: readonly number[]): Promise<KernelRun> {
  return runKernel(kernel, {
    params: { rate },
    inputs: times.map((time) => ({ in: chunkAt<'value/number'>(time, time) })),
  });
}

const timesOf = (run: KernelRun): readonly number[] => run.emitted.map((e) => e.chunk.timestamp);

const streams = fc.record({
  rate: fc.double({ min: 0.1, max: 240, noNaN: true }),
  steps: fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 200 }),
});

function risingFrom(steps: readonly number[]): readonly number[] {
  let time = 0;
  return steps.map((step) => (time += step));
}

test('what passes is part of what came, in order, unchanged, and the rest is counted', async () => {
  await fc.assert(
    fc.asyncProperty(streams, async ({ rate, steps }) => {
      const times = risingFrom(steps);
      const run = await thinned(rate, times);
      const passed = timesOf(run);
      expect(passed).toEqual(times.filter((time) => passed.includes(time)));
      for (const { chunk } of run.emitted) expect(chunk.payload).toBe(chunk.timestamp);
      expect(passed.length + (run.drops.limiter ?? 0)).toBe(times.length);
      expect(passed[0]).toBe(times[0]);
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('no stretch of time has more than rate · T + 2 chunks', async () => {
  await fc.assert(
    fc.asyncProperty(streams, async ({ rate, steps }) => {
      const passed = timesOf(await thinned(rate, risingFrom(steps)));
      passed.forEach((from, i) => {
        passed.slice(i).forEach((to, more) => {
          expect(more + 1).toBeLessThanOrEqual(((to - from) / 1e6) * rate + 2 + 1e-6);
        });
      });
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('a stream at or below the rate passes whole, though its timestamps tremble', async () => {
  const tremble = fc.array(fc.integer({ min: -7000, max: 7000 }), { minLength: 60, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(tremble, async (offsets) => {
      const times = offsets.map((offset, n) => Math.round(1e6 + (n * 1e6) / 30 + offset));
      expect(timesOf(await thinned(30, times))).toEqual(times);
    }),
    { seed: 7, numRuns: 100 },
  );
});

test.each([
  [30, 10, 100],
  [30, 20, 200],
  [30, 25, 250],
  [60, 24, 240],
  [30, 30, 300],
  [10, 30, 100],
])('ten seconds at %d a second, limited to %d, keep %d', async (from, to, wanted) => {
  const times = Array.from({ length: from * 10 }, (_, n) => Math.round((n * 1e6) / from));
  expect(Math.abs(timesOf(await thinned(to, times)).length - wanted)).toBeLessThanOrEqual(1);
});

test('after a pause it starts from the first chunk, without making up for lost time', async () => {
  const times = [0, 10_000_000, 10_010_000, 10_020_000, 10_100_000];
  expect(timesOf(await thinned(10, times))).toEqual([0, 10_000_000, 10_100_000]);
});

test('frames pass as the same payload, and sound after a gap says so', async () => {
  const frame = grayFrame([[1]]);
  const sound = audioBlock(48_000, [0, 0]);
  const inputs: readonly Chunk[] = [
    chunkAt<'video/raw'>(0, frame),
    chunkAt<'audio/pcm'>(1_000_000, sound),
    chunkAt<'audio/pcm'>(1_010_000, sound),
    chunkAt<'audio/pcm'>(1_100_000, sound),
  ];
  const run = await runKernel(kernel, {
    params: { rate: 10 },
    inputs: inputs.map((chunk) => ({ in: chunk })),
  });
  expect(run.emitted.map(({ chunk }) => chunk.payload)).toEqual([
    frame,
    sound,
    { ...sound, discontinuity: true },
  ]);
  expect(run.emitted[0]!.chunk.payload).toBe(frame);
});

test('a new rate counts from the last chunk that passed', async () => {
  const run = await runKernel(kernel, {
    params: { rate: 0.1 },
    updates: { 2: { rate: 10 } },
    inputs: [0, 50_000, 60_000, 100_000, 150_000, 200_000].map((time) => ({
      in: chunkAt<'value/number'>(time, time),
    })),
  });
  expect(timesOf(run)).toEqual([0, 60_000, 150_000]);
});
