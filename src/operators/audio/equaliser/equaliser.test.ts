import type { BiquadShape } from '#operators/audio/_shared/biquad.ts';
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
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const off = { shape1: 'off', shape2: 'off', shape3: 'off', shape4: 'off', shape5: 'off' } as const;

type Complex = readonly [number, number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const size = ([a, b]: Complex): number => Math.hypot(a, b);

/** (n2·s² + n1·s + n0) in magnitude at s = j·w. */
const quadratic = (n2: number, n1: number, n0: number, w: number): number => {
  const s: Complex = [0, w];
  const [re, im] = times(s, s);
  return size([n2 * re + n1 * s[0] + n0, n2 * im + n1 * s[1]]);
};

/** |H| of the analogue prototypes in the Cookbook; the bilinear transform takes s to j·tan(ω/2)/tan(ω0/2). */
function prototype(
  shape: BiquadShape,
  band: { frequency: number; gain: number; q: number },
  at: number,
  rate: number,
): number {
  const w = Math.tan((Math.PI * at) / rate) / Math.tan((Math.PI * band.frequency) / rate);
  const a = 10 ** (band.gain / 40);
  const { q } = band;
  const r = Math.sqrt(a) / q;
  const pass = quadratic(1, 1 / q, 1, w);
  switch (shape) {
    case 'peak':
      return quadratic(1, a / q, 1, w) / quadratic(1, 1 / (a * q), 1, w);
    case 'low-shelf':
      return (a * quadratic(1, r, a, w)) / quadratic(a, r, 1, w);
    case 'high-shelf':
      return (a * quadratic(a, r, 1, w)) / quadratic(1, r, a, w);
    case 'low-pass':
      return 1 / pass;
    case 'high-pass':
      return (w * w) / pass;
    case 'band-pass':
      return w / q / pass;
    case 'notch':
      return quadratic(1, 0, 1, w) / pass;
  }
}

/** |H(e^jω)| from what an impulse gives, by the definition of the transform. */
async function responseOf(
  params: Partial<typeof defaults>,
  rate: number,
  frequencies: readonly number[],
): Promise<readonly number[]> {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, ...off, ...params },
    inputs: soundInputs(rate, [samplesOf(16_384, (i) => (i === 0 ? 1 : 0))], 500),
  });
  const impulse = heard(emitted);
  return frequencies.map((frequency) => {
    let re = 0;
    let im = 0;
    impulse.forEach((sample, i) => {
      re += sample * Math.cos((2 * Math.PI * frequency * i) / rate);
      im += sample * Math.sin((2 * Math.PI * frequency * i) / rate);
    });
    return Math.hypot(re, im);
  });
}

const FREQUENCIES = [30, 100, 440, 1000, 1500, 2500, 3900];

test.each<BiquadShape>([
  'peak',
  'low-shelf',
  'high-shelf',
  'low-pass',
  'high-pass',
  'band-pass',
  'notch',
])('%s has the response of its analogue prototype', async (shape) => {
  for (const [rate, frequency, gain, q] of [
    [48_000, 1000, 9, 2],
    [8000, 440, -15, 0.71],
    [44_100, 2500, 24, 5],
  ] as const) {
    const band = { frequency, gain, q };
    const measured = await responseOf(
      { shape3: shape, frequency3: frequency, gain3: gain, q3: q },
      rate,
      FREQUENCIES,
    );
    measured.forEach((amplitude, i) => {
      const wanted = prototype(shape, band, FREQUENCIES[i]!, rate);
      expect(Math.abs(amplitude - wanted)).toBeLessThan(1e-5 * (1 + wanted));
    });
  }
});

test('bands multiply', async () => {
  const bands = [
    ['low-shelf', 100, 6, 0.7],
    ['peak', 300, -9, 1],
    ['notch', 1000, 0, 3],
    ['peak', 3000, 4, 2],
    ['high-shelf', 10_000, -12, 0.7],
  ] as const;
  const params = Object.fromEntries(
    bands.flatMap(([shape, frequency, gain, q], i) => [
      [`shape${i + 1}`, shape],
      [`frequency${i + 1}`, frequency],
      [`gain${i + 1}`, gain],
      [`q${i + 1}`, q],
    ]),
  );
  const measured = await responseOf(params, 48_000, FREQUENCIES);
  measured.forEach((amplitude, i) => {
    const wanted = bands.reduce(
      (product, [shape, frequency, gain, q]) =>
        product * prototype(shape, { frequency, gain, q }, FREQUENCIES[i]!, 48_000),
      1,
    );
    expect(Math.abs(amplitude - wanted)).toBeLessThan(1e-5 * (1 + wanted));
  });
});

test('as it comes it changes nothing, on any number of channels, at the same timestamps', async () => {
  const channels = [1, 2, 3].map((seed) => whiteNoise(1000, seed));
  const inputs = soundInputs(44_100, channels, 128, 7);
  const { emitted, leaked } = await runKernel(kernel, { params: defaults, inputs });
  channels.forEach((samples, c) => expect(farthest(heard(emitted, c), samples)).toBe(0));
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
    inputs.map(({ audio }) => audio.timestamp),
  );
  expect(leaked).toBe(0);
});

test('a change fades in without a jump, and then is the new filter', async () => {
  const samples = sine(48_000, 200, 0.4, 0.5);
  const changed = { ...defaults, gain2: 24, shape5: 'low-pass', frequency5: 1000 } as const;
  const { emitted } = await runKernel(kernel, {
    params: defaults,
    updates: { 10: changed, 11: { ...changed, gain2: -24 } },
    inputs: soundInputs(48_000, [samples]),
  });
  const out = heard(emitted);
  // The steepest step of the loudest sine there could be (24 dB), and of its fade.
  expect(steepestStep(out)).toBeLessThan(8 * ((2 * Math.PI * 200) / 48_000 + 1 / 960));
  const straight = await runKernel(kernel, {
    params: { ...changed, gain2: -24 },
    inputs: soundInputs(48_000, [samples]),
  });
  expect(farthest(out.slice(-4800), heard(straight.emitted).slice(-4800))).toBeLessThan(1e-4);
});

test('a frequency above half the rate is held below it, and the filter stays stable', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, shape5: 'high-shelf', frequency5: 20_000, gain5: 24 },
    inputs: soundInputs(8000, [whiteNoise(8000)]),
  });
  expect(Math.max(...heard(emitted).map(Math.abs))).toBeLessThan(16);
});

test('a new rate and new channels start afresh; a sample that is no number is invalid', async () => {
  const block = (rate: number, channels: number, value: number) =>
    soundInputs(
      rate,
      Array.from({ length: channels }, () => samplesOf(4, () => value)),
    )[0]!.audio;
  const blocks = [block(48_000, 1, 1), block(48_000, 1, Number.NaN), block(48_000, 2, 1)];
  const { emitted, drops } = await runKernel(kernel, {
    params: { ...defaults, gain1: 12 },
    inputs: [...blocks, block(8000, 2, 1), block(8000, 1, Infinity)].map((audio, n) => ({
      audio: { ...audio, timestamp: (n * 1000) as typeof audio.timestamp },
    })),
  });
  expect(drops).toEqual({ invalid: 2 });
  expect(
    emitted.map(({ chunk }) => {
      const payload = chunk.payload as (typeof blocks)[0]['payload'];
      return [payload.sampleRate, payload.channels.length, payload.discontinuity];
    }),
  ).toEqual([
    [48_000, 1, undefined],
    [48_000, 2, true],
    [8000, 2, undefined],
  ]);
});
