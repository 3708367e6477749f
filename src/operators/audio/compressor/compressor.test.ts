import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import {
  farthest,
  heard,
  numbersFrom,
  samplesOf,
  soundInputs,
  steepestStep,
  whiteNoise,
} from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { reductionAt } from './reduction.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 48_000;
const amplitude = (decibels: number): number => 10 ** (decibels / 20);

/** Samples of one magnitude and changing sign: their level has no ripple. */
const square = (seconds: number, decibels: number): Float32Array<ArrayBuffer> =>
  samplesOf(seconds * RATE, (i) => (i % 2 === 0 ? 1 : -1) * amplitude(decibels));

const run = (
  params: Partial<typeof defaults>,
  ...channels: Float32Array<ArrayBuffer>[]
): Promise<KernelRun> =>
  runKernel(kernel, { params: { ...defaults, ...params }, inputs: soundInputs(RATE, channels) });

const levelOf = (sample: number): number => 20 * Math.log10(Math.abs(sample));

test('above a hard knee so many dB become one, below it nothing changes', async () => {
  for (const [level, wanted] of [
    [-40, -40],
    [-24.1, -24.1],
    [-20, -23],
    [-12, -21],
    [0, -18],
  ] as const) {
    const { emitted } = await run({ knee: 0, attack: 1 }, square(0.1, level));
    expect(levelOf(heard(emitted).at(-1)!)).toBeCloseTo(wanted, 3);
  }
});

test('the knee joins both lines in value and slope', () => {
  const curve = { threshold: -24, ratio: 4, knee: 12 };
  const slope = (at: number): number =>
    (reductionAt(at + 1e-4, curve) - reductionAt(at, curve)) / 1e-4;
  expect(reductionAt(-30, curve)).toBe(0);
  expect(reductionAt(-18, curve)).toBeCloseTo(0.75 * 6, 9);
  expect(slope(-30)).toBeCloseTo(0, 3);
  expect(slope(-24)).toBeCloseTo(0.75 / 2, 3);
  expect(slope(-18.0002)).toBeCloseTo(0.75, 3);
});

test('attack and release are the times to 63 % of the way, in dB', async () => {
  const loud = square(0.5, 0);
  const both = new Float32Array(RATE);
  both.set(loud);
  both.set(square(0.5, -60), RATE / 2);
  const params = { threshold: -20, ratio: 20, knee: 0, attack: 10, release: 50 };
  const out = heard((await run(params, both)).emitted);
  const due = 19;
  const reductionAfter = (seconds: number): number =>
    levelOf(both[Math.round(seconds * RATE) - 1]!) - levelOf(out[Math.round(seconds * RATE) - 1]!);
  for (const time of [0.01, 0.02, 0.05]) {
    expect(reductionAfter(time)).toBeCloseTo(due * (1 - Math.exp(-time / 0.01)), 3);
    expect(reductionAfter(0.5 + time)).toBeCloseTo(due * Math.exp(-time / 0.05), 3);
  }
});

test('channels are turned down together, so that nothing moves sideways', async () => {
  const { emitted } = await run({ knee: 0, attack: 1 }, square(0.1, 0), square(0.1, -50));
  expect(levelOf(heard(emitted, 0).at(-1)!)).toBeCloseTo(-18, 3);
  expect(levelOf(heard(emitted, 1).at(-1)!)).toBeCloseTo(-68, 3);
});

test('the reduction is told for each block, at its time', async () => {
  const { emitted } = await run({ knee: 0, attack: 1 }, square(0.1, -12));
  const reductions = numbersFrom(emitted, 'reduction');
  expect(reductions.map(({ time }) => time)).toEqual(
    Array.from({ length: 10 }, (_, n) => n * 10_000),
  );
  expect(reductions.at(-1)!.value).toBeCloseTo(9, 4);
});

test('a ratio of 1 changes no sample; silence stays silence', async () => {
  const noise = whiteNoise(4800);
  expect(farthest(heard((await run({ ratio: 1 }, noise)).emitted), noise)).toBe(0);
  const silence = new Float32Array(4800);
  expect(farthest(heard((await run({ makeup: 24 }, silence)).emitted), silence)).toBe(0);
});

test('make-up gain glides over 20 ms when it changes', async () => {
  const ones = samplesOf(9600, () => 0.02);
  const { emitted } = await runKernel(kernel, {
    params: defaults,
    updates: { 5: { ...defaults, makeup: 20 } },
    inputs: soundInputs(RATE, [ones]),
  });
  const out = heard(emitted);
  expect(out[2399]).toBeCloseTo(0.02, 6);
  // 10 dB after half the way, in a straight line of dB.
  expect(out[2400 + 479]).toBeCloseTo(0.02 * amplitude(10), 4);
  expect(steepestStep(out)).toBeLessThan(0.2 * (amplitude(20 / 960) - 1) * 1.01 + 0.001);
});

test('a block with a sample that is no number is invalid, and nothing of it stays', async () => {
  const { emitted, drops } = await runKernel(kernel, {
    params: defaults,
    inputs: [
      { audio: chunkAt<'audio/pcm'>(0, audioBlock(RATE, [0.1, Number.NaN])) },
      { audio: chunkAt<'audio/pcm'>(1000, audioBlock(8000, [0.001], [0.001])) },
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  expect(heard(emitted)[0]).toBeCloseTo(0.001, 9);
});
