import { runKernel } from '#testing/runKernel.ts';
import {
  amplitudeAt,
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

const RATE = 48_000;
const defaults = spec.params.parse({});

async function shifted(
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults>,
  rate = RATE,
): Promise<Float32Array> {
  const run = await runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, [samples]),
  });
  expect(run.leaked).toBe(0);
  return heard(run.emitted);
}

/** The steady middle of a second of sound: whole turns of every frequency that is a multiple of 10 Hz. */
const middle = (samples: Float32Array, rate = RATE): Float32Array =>
  samples.slice(rate * 0.4, rate * 0.9);

test('an octave up, 440 Hz become 880 Hz at the same level, and nothing else', async () => {
  const out = middle(await shifted(sine(RATE, 440, 1, 0.5), { semitones: 12 }));
  expect(amplitudeAt(out, RATE, 880)).toBeCloseTo(0.5, 2);
  expect(farthest(without(out, RATE, 880), new Float32Array(out.length))).toBeLessThan(0.002);
});

/** What is left of whole turns without the part at `frequency`. */
function without(samples: Float32Array, rate: number, frequency: number): Float32Array {
  const turn = (2 * Math.PI * frequency) / rate;
  let re = 0;
  let im = 0;
  for (let i = 0; i < samples.length; i++) {
    re += (2 * samples[i]! * Math.cos(turn * i)) / samples.length;
    im += (2 * samples[i]! * Math.sin(turn * i)) / samples.length;
  }
  return samples.map((sample, i) => sample - re * Math.cos(turn * i) - im * Math.sin(turn * i));
}

test.each([
  [-12, 440, 220],
  [7, 300, 300 * 2 ** (7 / 12)],
  [-5, 1000, 1000 * 2 ** (-5 / 12)],
  [24, 1000, 4000],
])('%i semitones turn %i Hz into %f Hz', async (semitones, from, to) => {
  const out = middle(await shifted(sine(RATE, from, 1, 0.5), { semitones }));
  const best = loudest(out, RATE, to);
  expect(Math.abs(1200 * Math.log2(best / to))).toBeLessThan(2);
  expect(20 * Math.log10(amplitudeAt(out, RATE, to) / 0.5)).toBeCloseTo(0, 0);
});

/** Where near `about` the sound is loudest, to 0.2 Hz. */
function loudest(samples: Float32Array, rate: number, about: number): number {
  const faded = samples.map((s, i) => s * Math.sin((Math.PI * i) / samples.length) ** 2);
  const places = Array.from({ length: 201 }, (_, i) => about + (i - 100) * 0.2);
  const levels = places.map((place) => amplitudeAt(faded, rate, place));
  return places[levels.indexOf(Math.max(...levels))]!;
}

test('the notes of a chord all move by the same ratio', async () => {
  const chord = sine(RATE, 400, 1, 0.2).map(
    (sample, i) =>
      sample +
      0.2 * Math.sin((2 * Math.PI * 500 * i) / RATE) +
      0.2 * Math.sin((2 * Math.PI * 600 * i) / RATE),
  );
  const out = middle(await shifted(chord, { semitones: 12 }));
  for (const frequency of [800, 1000, 1200]) {
    expect(20 * Math.log10(amplitudeAt(out, RATE, frequency) / 0.2)).toBeCloseTo(0, 0);
  }
  expect(amplitudeAt(out, RATE, 600)).toBeLessThan(0.01);
});

test('it lasts as long as it did, and a beginning stays where it was', async () => {
  const late = samplesOf(RATE, (i) =>
    i < RATE / 2 ? 0 : 0.5 * Math.sin((2 * Math.PI * 440 * i) / RATE),
  );
  const out = await shifted(late, { semitones: 5 });
  expect(out).toHaveLength(RATE);
  const begins = out.findIndex((sample) => Math.abs(sample) > 0.25);
  expect(Math.abs(begins / RATE - 0.5)).toBeLessThan(0.03);
});

test('0 semitones change nothing, at any rate; nor does a mix of 0 %', async () => {
  for (const rate of [8000, 44_100, 192_000]) {
    const noise = whiteNoise(rate / 4);
    expect(farthest(await shifted(noise, {}, rate), noise)).toBeLessThan(1e-6);
  }
  const noise = whiteNoise(RATE / 2);
  expect(farthest(await shifted(noise, { semitones: 7, mix: 0 }), noise)).toBe(0);
});

test('silence stays silence, and clipped sound stays finite', async () => {
  const silence = new Float32Array(RATE / 4);
  expect(farthest(await shifted(silence, { semitones: 3 }), silence)).toBe(0);
  const clipped = sine(RATE, 200, 0.3, 10).map((s) => Math.max(-1, Math.min(1, s)));
  const out = await shifted(clipped, { semitones: -7 });
  // Its overtones no longer stand in step.
  expect(Math.max(...out.map(Math.abs))).toBeLessThan(4);
});

test('each of six channels is transposed by itself', async () => {
  const channels = [440, 0, 550, 660, 0, 880].map((f) => sine(RATE, f, 1, f === 0 ? 0 : 0.5));
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, semitones: 12 },
    inputs: soundInputs(RATE, channels),
  });
  expect(amplitudeAt(middle(heard(emitted, 2)), RATE, 1100)).toBeCloseTo(0.5, 1);
  expect(Math.max(...heard(emitted, 1))).toBe(0);
});

test('a change of pitch makes no click', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, semitones: 0 },
    updates: { 40: { ...defaults, semitones: 4 } },
    inputs: soundInputs(RATE, [sine(RATE, 440, 1, 0.5)]),
  });
  const steepest = 0.5 * 2 * Math.PI * (440 / RATE) * 2 ** (4 / 12);
  expect(steepestStep(heard(emitted))).toBeLessThan(steepest * 1.15);
});
