import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { heard, numbersFrom, samplesOf, soundInputs, steepestStep } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 48_000;

/** Stretches of samples of changing sign, each so many milliseconds at so many dBFS. */
function stretches(...parts: readonly (readonly [number, number])[]): Float32Array<ArrayBuffer> {
  const levels = parts.flatMap(([ms, level]) =>
    Array.from({ length: (ms * RATE) / 1000 }, () => 10 ** (level / 20)),
  );
  return samplesOf(levels.length, (i) => (i % 2 === 0 ? 1 : -1) * levels[i]!);
}

/** The gain at each sample. */
async function gains(
  params: Partial<typeof defaults>,
  samples: Float32Array<ArrayBuffer>,
): Promise<Float32Array> {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(RATE, [samples]),
  });
  return heard(emitted).map((s, i) => s / samples[i]!);
}

test('quiet sound is turned down by the attenuation, loud sound passes', async () => {
  for (const attenuation of [0, 20, 60]) {
    const quiet = await gains({ attenuation }, stretches([100, -50]));
    quiet.forEach((gain) => expect(gain / 10 ** (-attenuation / 20)).toBeCloseTo(1, 5));
  }
  const loud = await gains({}, stretches([100, -39.9]));
  expect(loud.at(-1)).toBeCloseTo(1, 5);
});

test('attack, hold and release have their times', async () => {
  const params = { attack: 10, hold: 50, release: 20, attenuation: 40, hysteresis: 0 };
  const out = await gains(params, stretches([200, -20], [200, -60]));
  const at = (ms: number): number => out[(ms * RATE) / 1000 - 1]!;
  for (const ms of [10, 20, 30]) {
    expect(at(ms)).toBeCloseTo(1 - 0.99 * Math.exp(-ms / 10), 4);
    expect(at(250 + ms)).toBeCloseTo(0.01 + 0.99 * Math.exp(-ms / 20), 4);
  }
  expect(at(250)).toBeCloseTo(1, 4);
});

test('between both thresholds an open gate stays open and a shut one shut', async () => {
  const params = { threshold: -40, hysteresis: 6, hold: 0, attack: 0.1, release: 1 };
  const out = await gains(params, stretches([50, -43], [50, -39], [50, -43], [50, -47]));
  const at = (ms: number): number => out[(ms * RATE) / 1000 - 1]!;
  expect([50, 100, 150, 200].map((ms) => Math.round(at(ms)))).toEqual([0, 1, 1, 0]);
});

test('it says for each block whether it is open', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, hold: 15 },
    inputs: soundInputs(RATE, [stretches([20, -60], [20, -20], [40, -60])]),
  });
  expect(numbersFrom(emitted, 'open')).toEqual(
    [0, 0, 1, 1, 1, 0, 0, 0].map((value, n) => ({ time: n * 10_000, value })),
  );
});

test('the loudest channel opens all of them', async () => {
  const { emitted } = await runKernel(kernel, {
    params: defaults,
    inputs: soundInputs(RATE, [stretches([100, -20]), stretches([100, -70])]),
  });
  expect(Math.abs(heard(emitted, 1).at(-1)!)).toBeCloseTo(10 ** (-70 / 20), 8);
});

test('a new threshold opens or shuts without a jump', async () => {
  const samples = samplesOf(RATE / 2, () => 0.5);
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, attack: 1 },
    updates: { 10: { ...defaults, threshold: 0, hysteresis: 0 }, 40: defaults },
    inputs: soundInputs(RATE, [samples]),
  });
  // A millisecond of attack moves a 48th of the way at most in one sample.
  expect(steepestStep(heard(emitted).slice(1))).toBeLessThan(0.5 / 47);
});

test('a sample that is no number is invalid, and the next block is the first after a gap', async () => {
  const { emitted, drops } = await runKernel(kernel, {
    params: defaults,
    inputs: [
      { audio: chunkAt<'audio/pcm'>(0, audioBlock(RATE, [Number.POSITIVE_INFINITY])) },
      { audio: chunkAt<'audio/pcm'>(1000, audioBlock(8000, [0.5], [0.5])) },
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  expect(emitted[0]!.chunk.payload).toMatchObject({ sampleRate: 8000, discontinuity: true });
});
