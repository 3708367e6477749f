import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { createPeaks } from './peaks.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

const run = (
  rate: number,
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
  length = rate / 100,
): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, [samples], length),
  });

const timesOf = ({ emitted }: KernelRun, port = 'onset'): readonly number[] =>
  numbersFrom(emitted, port).map(({ time }) => time / 1e6);

/** Sound that begins at each time and dies away. */
function plucked(
  rate: number,
  seconds: number,
  starts: readonly number[],
  sound: (t: number, n: number) => number,
): Float32Array<ArrayBuffer> {
  return samplesOf(Math.round(seconds * rate), (i) =>
    starts.reduce((sum, start, n) => {
      const t = i / rate - start;
      return t < 0 ? sum : sum + Math.exp(-t / 0.08) * sound(t, n);
    }, 0),
  );
}

const STARTS = [0.2, 0.45, 0.6, 1.0, 1.37, 1.6];

test.each([8000, 44_100, 48_000])(
  'at %i Hz each plucked note is found once, within 20 ms',
  async (rate) => {
    const samples = plucked(
      rate,
      2,
      STARTS,
      (t, n) => 0.4 * Math.sin(2 * Math.PI * 220 * (1 + n) * t),
    );
    const times = timesOf(await run(rate, samples));
    expect(times.length).toBe(STARTS.length);
    times.forEach((time, n) => expect(Math.abs(time - STARTS[n]!)).toBeLessThan(0.02));
  },
);

test('clicks and bursts of noise are found, loud and soft alike', async () => {
  const noise = whiteNoise(96_000);
  for (const gain of [0.02, 0.9]) {
    const samples = plucked(48_000, 2, STARTS, (t) => gain * noise[Math.floor(t * 48_000)]!);
    const times = timesOf(await run(48_000, samples));
    expect(times.length).toBe(STARTS.length);
    times.forEach((time, n) => expect(Math.abs(time - STARTS[n]!)).toBeLessThan(0.02));
  }
});

test('steady sound, steady noise and silence have no onset', async () => {
  const rate = 48_000;
  for (const samples of [
    samplesOf(rate, (i) => Math.sin((2 * Math.PI * 440 * i) / rate)),
    whiteNoise(rate),
    new Float32Array(rate),
  ]) {
    expect(timesOf(await run(rate, samples))).toEqual([]);
  }
});

test('onsets that follow one another too fast are one', async () => {
  const samples = plucked(48_000, 1, [0.3, 0.4, 0.7], (t) => Math.sin(2 * Math.PI * 1000 * t));
  expect(timesOf(await run(48_000, samples)).length).toBe(3);
  expect(timesOf(await run(48_000, samples, { interval: 200 })).length).toBe(2);
});

test('flux comes every 10 ms, is 0 in steady sound, and never comes before its bound', async () => {
  const samples = new Float32Array(48_000).fill(0.25, 24_000);
  for (const length of [128, 480, 4800]) {
    const result = await run(48_000, samples, {}, length);
    const flux = numbersFrom(result.emitted, 'flux');
    flux.forEach(({ time }, n) =>
      expect(Math.abs(time - (n * 10_000 + 511 * (1e6 / 48_000)))).toBeLessThanOrEqual(2),
    );
    expect(flux.slice(0, 40).every(({ value }) => value === 0)).toBe(true);
    expect(Math.max(...flux.map(({ value }) => value))).toBeGreaterThan(0.1);
  }
});

test('a peak is the highest around it and stands out by the threshold', () => {
  const values = [0, 0, 1, 0, 0, 0, 0, 0.5, 0.6, 0, 0, 0, 2, 2, 0, 0, 0, 0];
  const peaks = createPeaks();
  const found = values.flatMap((value, n) => (peaks.push(value, 0.5) === undefined ? [] : [n - 3]));
  expect(found).toEqual([2, 12]);
});

test('a sample that is no number is invalid, and a new rate is no onset', async () => {
  const tone = (rate: number) =>
    samplesOf(rate / 2, (i) => Math.sin((2 * Math.PI * 440 * i) / rate));
  const { emitted, drops } = await runKernel(kernel, {
    params: defaults,
    inputs: [
      ...soundInputs(48_000, [tone(48_000)]),
      ...soundInputs(8000, [tone(8000)], 80, 500_000),
      ...soundInputs(8000, [samplesOf(8, () => Number.NaN)], 8, 1_000_000),
    ],
  });
  expect(numbersFrom(emitted, 'onset')).toEqual([]);
  expect(drops).toEqual({ invalid: 1 });
});
