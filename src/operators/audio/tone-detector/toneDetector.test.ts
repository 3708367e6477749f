import { createGoertzel } from '#operators/audio/_shared/goertzel.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, sine, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

const run = (
  rate: number,
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
): Promise<KernelRun> =>
  runKernel(kernel, { params: { ...defaults, ...params }, inputs: soundInputs(rate, [samples]) });

const valuesOf = ({ emitted }: KernelRun, port: string): readonly number[] =>
  numbersFrom(emitted, port).map(({ value }) => value);

test('the recursion gives the term of the transform by its definition', () => {
  const noise = whiteNoise(300);
  for (const frequency of [0.1, 440, 1234.5, 3999]) {
    let re = 0;
    let im = 0;
    noise.forEach((s, i) => {
      re += s * Math.cos((2 * Math.PI * frequency * i) / 8000);
      im += s * Math.sin((2 * Math.PI * frequency * i) / 8000);
    });
    const { power } = createGoertzel(frequency, 8000, new Float64Array(300).fill(1));
    expect(power(noise)).toBeCloseTo((2 * (re * re + im * im)) / 300 ** 2, 10);
  }
});

test('the level of a tone is its amplitude in dBFS, and the tone is there', async () => {
  for (const rate of [8000, 44_100, 48_000]) {
    for (const level of [0, -12, -39]) {
      const result = await run(rate, sine(rate, 1000, 0.3, 10 ** (level / 20)));
      for (const value of valuesOf(result, 'level')) expect(value).toBeCloseTo(level, 2);
      expect(new Set(valuesOf(result, 'present'))).toEqual(new Set([1]));
    }
  }
});

test('a quieter tone, a neighbour, and noise of more power are not it', async () => {
  for (const samples of [
    sine(48_000, 1000, 0.3, 0.009),
    sine(48_000, 1100, 0.3),
    sine(48_000, 900, 0.3),
    whiteNoise(14_400),
    new Float32Array(14_400),
  ]) {
    expect(new Set(valuesOf(await run(48_000, samples), 'present'))).toEqual(new Set([0]));
  }
});

test('a tone in noise is found as long as it has its share of the power', async () => {
  // Power of the tone 0.5 · 0.25, of the noise 1 / 3 times a factor: shares of 60 % and 40 %.
  const tone = sine(48_000, 1000, 1, 0.5);
  for (const [share, wanted] of [
    [0.6, 1],
    [0.4, 0],
  ] as const) {
    const noise = whiteNoise(48_000).map(
      (s) => s * Math.sqrt((((1 - share) / share) * 0.125) / (1 / 3)),
    );
    const mixed = tone.map((s, i) => s + noise[i]!);
    const present = valuesOf(await run(48_000, mixed, { window: 200 }), 'present');
    expect(new Set(present)).toEqual(new Set([wanted]));
  }
});

test('silence has −120, and values lie at the last sample of half-overlapping windows', async () => {
  const { emitted } = await run(48_000, new Float32Array(9600));
  const wanted = [0, 1, 2, 3, 4, 5, 6].map((n) => 50_000 + n * 25_000 - 1e6 / 48_000);
  const values = numbersFrom(emitted, 'level');
  expect(values.map(({ value }) => value)).toEqual(wanted.map(() => -120));
  values.forEach(({ time }, n) => expect(Math.abs(time - wanted[n]!)).toBeLessThan(1));
});

test('a new frequency and a new rate are followed; a tone above half the rate is never there', async () => {
  const inputs = [
    ...soundInputs(48_000, [sine(48_000, 5000, 0.2)]),
    ...soundInputs(8000, [sine(8000, 3000, 0.2)], 80, 200_000),
  ];
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, frequency: 5000 },
    inputs,
  });
  const present = numbersFrom(emitted, 'present');
  expect(new Set(present.filter(({ time }) => time < 200_000).map(({ value }) => value))).toEqual(
    new Set([1]),
  );
  expect(new Set(present.filter(({ time }) => time > 200_000).map(({ value }) => value))).toEqual(
    new Set([0]),
  );
  const moved = await runKernel(kernel, {
    params: defaults,
    updates: { 10: { ...defaults, frequency: 5000 } },
    inputs,
  });
  expect(numbersFrom(moved.emitted, 'present').map(({ value }) => value)).toContain(1);
});

test('a sample that is no number is invalid', async () => {
  const { emitted, drops } = await run(
    48_000,
    samplesOf(480, () => Number.NaN),
  );
  expect(emitted).toEqual([]);
  expect(drops).toEqual({ invalid: 1 });
});
