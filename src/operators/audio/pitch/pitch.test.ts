import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, sine, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';
import { createYin } from './yin.ts';

const defaults = spec.params.parse({});

const run = (
  rate: number,
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
  length = 480,
): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, [samples], length),
  });

const valuesOf = (emitted: KernelRun['emitted'], port = 'pitch'): readonly number[] =>
  numbersFrom(emitted, port).map(({ value }) => value);

test('the difference function is that of its definition', () => {
  const noise = whiteNoise(400, 3);
  const longest = 150;
  const yin = createYin(2, longest);
  const found = yin.normalisedDifference(noise.slice(0, yin.size));
  let sum = 0;
  for (let lag = 1; lag <= longest; lag++) {
    let d = 0;
    for (let j = 0; j < longest; j++) d += (noise[j]! - noise[j + lag]!) ** 2;
    sum += d;
    expect(found[lag]).toBeCloseTo((d * lag) / sum, 6);
  }
});

test('the pitch of a sine is its frequency within 0.1 %, at any rate', async () => {
  for (const rate of [8000, 44_100, 48_000]) {
    for (const frequency of [70, 110, 220.5, 440, 987.77]) {
      const { emitted } = await run(rate, sine(rate, frequency, 0.2, 0.1));
      const pitches = valuesOf(emitted);
      expect(pitches.length).toBeGreaterThan(10);
      // At 8 kHz a period of 987.77 Hz is 8 samples long, and a parabola fits its dip less well.
      const tolerance = rate === 8000 && frequency > 500 ? 0.005 : 0.001;
      for (const pitch of pitches) expect(Math.abs(pitch / frequency - 1)).toBeLessThan(tolerance);
      expect(Math.min(...valuesOf(emitted, 'confidence'))).toBeGreaterThan(0.95);
    }
  }
});

test('overtones have the pitch of their common period, also where the fundamental is missing', async () => {
  for (const overtones of [
    [1, 2, 3, 4, 5, 6],
    [3, 4, 5],
    [2, 3],
  ]) {
    const samples = samplesOf(9600, (i) =>
      overtones.reduce(
        (sum, n) => sum + 0.2 * Math.sin((2 * Math.PI * 200 * n * i) / 48_000 + n),
        0,
      ),
    );
    for (const pitch of valuesOf((await run(48_000, samples)).emitted)) {
      expect(Math.abs(pitch - 200)).toBeLessThan(0.2);
    }
  }
});

test('noise and silence have no pitch', async () => {
  const noise = await run(48_000, whiteNoise(24_000));
  expect(new Set(valuesOf(noise.emitted))).toEqual(new Set([0]));
  expect(Math.max(...valuesOf(noise.emitted, 'confidence'))).toBeLessThan(0.6);
  const silence = await run(48_000, new Float32Array(24_000));
  expect(new Set(valuesOf(silence.emitted))).toEqual(new Set([0]));
  expect(new Set(valuesOf(silence.emitted, 'confidence'))).toEqual(new Set([0]));
});

test('values come once an interval, at the last sample of what they were found in', async () => {
  const { size } = createYin(32, 800);
  const wanted = [0, 1, 2, 3].map((n) => Math.round(((size - 1 + n * 960) * 1e6) / 48_000));
  for (const length of [77, 480, 5000]) {
    const { emitted } = await run(48_000, sine(48_000, 300, 0.1), { interval: 20 }, length);
    const times = numbersFrom(emitted, 'pitch').map(({ time }) => time);
    times.forEach((time, n) => expect(Math.abs(time - wanted[n]!)).toBeLessThanOrEqual(1));
    expect(times.length).toBe(4);
  }
});

test('a gap, a new rate and new limits go on with what comes after', async () => {
  const after = soundInputs(16_000, [sine(16_000, 300, 0.2)], 160, 200_000);
  const { emitted } = await runKernel(kernel, {
    params: defaults,
    updates: { 30: { ...defaults, lowest: 400, highest: 250 } },
    inputs: [...soundInputs(48_000, [sine(48_000, 300, 0.2)]), ...after],
  });
  for (const pitch of valuesOf(emitted)) expect(Math.abs(pitch - 300)).toBeLessThan(0.5);
  const late = soundInputs(48_000, [sine(48_000, 300, 0.03)], 480, 5_000_000);
  const cut = await runKernel(kernel, {
    params: defaults,
    inputs: [...soundInputs(48_000, [sine(48_000, 300, 0.03)]), ...late],
  });
  expect(cut.emitted).toEqual([]);
});

test('a sample that is no number is invalid', async () => {
  const { emitted, drops } = await run(
    48_000,
    samplesOf(480, () => Number.NaN),
  );
  expect(emitted).toEqual([]);
  expect(drops).toEqual({ invalid: 1 });
});
