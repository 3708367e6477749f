import type { AudioBlock } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import {
  farthest,
  heard,
  samplesOf,
  sine,
  soundInputs,
  steepestStep,
  whiteNoise,
} from '#testing/sound.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { createSlidingMinimum } from './slidingMinimum.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const highest = (samples: Float32Array): number =>
  samples.reduce((m, s) => Math.max(m, Math.abs(s)), 0);

test('no sample goes through the ceiling, whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        gain: fc.constantFrom(0, 6, 24),
        ceiling: fc.constantFrom(-24, -6, -1, 0),
        release: fc.constantFrom(5, 100, 1000),
      }),
      fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 900 }),
      fc.integer({ min: 1, max: 700 }),
      async (params, samples, length) => {
        const { emitted } = await runKernel(kernel, {
          params,
          inputs: soundInputs(8000, [Float32Array.from(samples)], length),
        });
        const out = heard(emitted);
        expect(out.length).toBe(samples.length);
        expect(highest(out)).toBeLessThanOrEqual(Math.fround(10 ** (params.ceiling / 20)));
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});

test('sound below the ceiling passes unchanged, each sample at its time', async () => {
  const noise = whiteNoise(5000).map((s) => s * 0.8);
  for (const length of [64, 480, 1024, 5000]) {
    const { emitted, leaked } = await runKernel(kernel, {
      params: defaults,
      inputs: soundInputs(48_000, [noise, noise.map((s) => -s)], length, 1000),
    });
    expect(farthest(heard(emitted), noise)).toBe(0);
    expect(
      farthest(
        heard(emitted, 1),
        noise.map((s) => -s),
      ),
    ).toBe(0);
    // Every block lies where the samples before it end.
    let samples = 0;
    for (const { chunk } of emitted) {
      // Input times are whole microseconds already, and are rounded once more.
      expect(Math.abs(chunk.timestamp - 1000 - (samples * 1e6) / 48_000)).toBeLessThanOrEqual(1);
      samples += (chunk.payload as AudioBlock).channels[0]!.length;
    }
    expect(leaked).toBe(0);
  }
});

test('a long loud tone is brought just to the ceiling', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, ceiling: -6, gain: 12, release: 1000 },
    inputs: soundInputs(48_000, [sine(48_000, 1000, 1)]),
  });
  const out = heard(emitted).slice(4800);
  expect(highest(out)).toBeLessThanOrEqual(Math.fround(10 ** (-6 / 20)));
  expect(20 * Math.log10(highest(out))).toBeGreaterThan(-6.05);
});

test('gain goes down before a peak in a straight line and comes back with the release', async () => {
  const rate = 48_000;
  const samples = samplesOf(rate, (i) => (i === 12_000 ? 1 : 0.1));
  const { emitted } = await runKernel(kernel, {
    params: { gain: 0, ceiling: -20, release: 100 },
    inputs: soundInputs(rate, [samples]),
  });
  const out = heard(emitted);
  expect(out[11_000]).toBeCloseTo(0.1, 5);
  expect(out[12_000]).toBeLessThanOrEqual(Math.fround(0.1));
  expect(out[12_000]).toBeCloseTo(0.1, 3);
  // 240 samples of a mean from 1 to 0.1: half-way it is the middle of both.
  expect(out[12_000 - 120]).toBeCloseTo(0.1 * 0.55, 2);
  // Of the 0.9 that were missing, 1/e still are a release later.
  expect(out[12_240 + 4800]).toBeCloseTo(0.1 * (1 - 0.9 * Math.exp(-1)), 2);
  expect(steepestStep(out.slice(12_001))).toBeLessThan(0.001);
});

test('a sliding minimum is the minimum of the latest values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 1, max: 9 }),
      (a, n) => {
        const minimum = createSlidingMinimum(n);
        a.forEach((value, i) => {
          expect(minimum.push(value)).toBe(Math.min(...a.slice(Math.max(0, i - n + 1), i + 1)));
        });
      },
    ),
    { seed: 1 },
  );
});

test('a gap, a new rate and new channels lose no sample; one that is no number is invalid', async () => {
  const part = (rate: number, channels: number, start: number, gap = false) =>
    soundInputs(
      rate,
      Array.from({ length: channels }, () => samplesOf(1000, () => 0.25)),
      250,
      start,
    ).map(({ audio }, n) =>
      gap && n === 0
        ? { audio: { ...audio, payload: { ...audio.payload, discontinuity: true } } }
        : { audio },
    );
  const bad = soundInputs(8000, [samplesOf(8, () => Number.NaN)], 8, 10_000_000);
  const { emitted, drops } = await runKernel(kernel, {
    params: defaults,
    inputs: [
      ...part(48_000, 1, 0),
      ...part(48_000, 1, 1_000_000, true),
      ...part(44_100, 1, 2_000_000),
      ...part(44_100, 2, 3_000_000),
      ...bad,
      ...part(44_100, 2, 11_000_000),
    ],
  });
  expect(heard(emitted).length).toBe(5000);
  expect(drops).toEqual({ invalid: 1 });
  const starts = emitted.filter(({ chunk }) => (chunk.payload as AudioBlock).discontinuity);
  expect(starts.map(({ chunk }) => chunk.timestamp)).toEqual([1_000_000, 11_000_000]);
  const times = emitted.map(({ chunk }) => chunk.timestamp as number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
