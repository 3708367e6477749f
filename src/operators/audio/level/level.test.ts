import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 48_000;

/** 0.4 s of a sine of 1 kHz: a whole number of turns in every window used here. */
function sineBlocks(amplitude: number): readonly (readonly number[])[] {
  return Array.from({ length: 40 }, (_, block) =>
    Array.from({ length: 480 }, (_, i) => {
      return amplitude * Math.sin((2 * Math.PI * 1000 * (block * 480 + i)) / RATE);
    }),
  );
}

async function measure(
  params: Partial<typeof defaults>,
  blocks: readonly (readonly number[])[],
): Promise<KernelRun> {
  return runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: blocks.map((block, n) => ({
      audio: chunkAt<'audio/pcm'>(n * 10_000, audioBlock(RATE, block)),
    })),
  });
}

const lastOf = (run: KernelRun): number => run.emitted.at(-1)!.chunk.payload as number;

test('the RMS of a sine is its amplitude over √2', async () => {
  for (const amplitude of [1, 0.5, 0.001]) {
    const wanted = 20 * Math.log10(amplitude / Math.SQRT2);
    expect(lastOf(await measure({}, sineBlocks(amplitude)))).toBeCloseTo(wanted, 4);
  }
});

test('by AES17 a full-scale sine has 0 dBFS, and its peak has 0 dBFS by either', async () => {
  expect(lastOf(await measure({ reference: 'aes17' }, sineBlocks(1)))).toBeCloseTo(0, 4);
  for (const reference of ['square', 'aes17'] as const) {
    const run = await measure({ measure: 'peak', reference }, sineBlocks(1));
    expect(lastOf(run)).toBeCloseTo(0, 6);
  }
});

test('silence is −120, and a level is sent for each block at its timestamp', async () => {
  const run = await measure({}, [[0, 0], [0], [0]]);
  expect(run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload])).toEqual([
    [0, -120],
    [10_000, -120],
    [20_000, -120],
  ]);
});

test('the window forgets: a click lasts as long as it, no longer', async () => {
  const blocks = Array.from({ length: 8 }, (_, n) =>
    Array.from({ length: 480 }, (_, i) => (n === 1 && i === 479 ? 0.5 : 0)),
  );
  const run = await measure({ measure: 'peak', window: 30 }, blocks);
  const heard = run.emitted.map(({ chunk }) => (chunk.payload as number) > -120);
  // The click is the last sample of block 1; a window of 30 ms after it ends just before block 4's first.
  expect(heard).toEqual([false, true, true, true, false, false, false, false]);
});

test('channels count alike: power is their mean, peak their highest', async () => {
  const input = { audio: chunkAt<'audio/pcm'>(0, audioBlock(RATE, [1, 1], [0, 0])) };
  const rms = await runKernel(kernel, { params: defaults, inputs: [input] });
  const peak = await runKernel(kernel, {
    params: { ...defaults, measure: 'peak' },
    inputs: [input],
  });
  expect(lastOf(rms)).toBeCloseTo(10 * Math.log10(0.5), 6);
  expect(lastOf(peak)).toBe(0);
});

test('a sample that is no number is counted as invalid and sends nothing', async () => {
  const run = await measure({}, [[0.1, Number.NaN]]);
  expect(run.emitted).toEqual([]);
  expect(run.drops).toEqual({ invalid: 1 });
});

test('a new window measures anew, and a discontinuity forgets what was before', async () => {
  const loud = audioBlock(RATE, [1, 1]);
  const quiet = { ...audioBlock(RATE, [0, 0]), discontinuity: true };
  const run = await runKernel(kernel, {
    params: { ...defaults, measure: 'peak' },
    updates: { 3: { ...defaults, measure: 'peak', window: 10 } },
    inputs: [loud, quiet, loud, audioBlock(RATE, [0.1])].map((block, n) => ({
      audio: chunkAt<'audio/pcm'>(n, block),
    })),
  });
  const levels = run.emitted.map(({ chunk }) => Math.round(chunk.payload as number));
  expect(levels).toEqual([0, -120, 0, -20]);
});
