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

test('echo k of an impulse comes k times later and has mix · feedback^(k − 1) of it', async () => {
  for (const [rate, time, feedback, mix] of [
    [8000, 25, 50, 40],
    [44_100, 1, 95, 100],
    [48_000, 100, 0, 25],
  ] as const) {
    const { emitted, leaked } = await runKernel(kernel, {
      params: { time, feedback, mix },
      inputs: soundInputs(rate, [samplesOf(rate, (i) => (i === 3 ? 1 : 0))], 333),
    });
    const distance = Math.round((time / 1000) * rate);
    const wanted = samplesOf(rate, (i) => {
      const k = (i - 3) / distance;
      if (k === 0) return 1 - mix / 100;
      return Number.isInteger(k) && k > 0 ? (mix / 100) * (feedback / 100) ** (k - 1) : 0;
    });
    expect(farthest(heard(emitted), wanted)).toBeLessThan(1e-6);
    expect(leaked).toBe(0);
  }
});

test('with a mix of 100 % and no feedback it delays, on every channel, up to 2 s', async () => {
  const channels = [whiteNoise(24_000, 1), whiteNoise(24_000, 2)];
  const { emitted } = await runKernel(kernel, {
    params: { time: 2000, feedback: 0, mix: 100 },
    inputs: soundInputs(8000, channels, 100),
  });
  channels.forEach((samples, c) => {
    expect(farthest(heard(emitted, c).slice(16_000), samples.slice(0, 8000))).toBe(0);
    expect(Math.max(...heard(emitted, c).slice(0, 16_000))).toBe(0);
  });
});

test('a new time, feedback and mix fade in without a jump, and hold from then on', async () => {
  const samples = sine(48_000, 100, 1, 0.5);
  const changed = { time: 333, feedback: 0, mix: 100 };
  const { emitted } = await runKernel(kernel, {
    params: { time: 105, feedback: 0, mix: 100 },
    updates: { 30: { ...changed, time: 700 }, 31: changed },
    inputs: soundInputs(48_000, [samples]),
  });
  const out = heard(emitted);
  // Its own slope, and twice its height over the fade.
  expect(steepestStep(out)).toBeLessThan(0.5 * ((2 * Math.PI * 100) / 48_000) + 1 / 960);
  const distance = 0.333 * 48_000;
  expect(farthest(out.slice(-9600), samples.slice(48_000 - 9600 - distance, -distance))).toBe(0);
});

test('a new rate, new channels and a gap begin with an empty line; a sample that is no number is invalid', async () => {
  const part = (rate: number, channels: number, start: number) =>
    soundInputs(
      rate,
      Array.from({ length: channels }, () => samplesOf(80, () => 0.5)),
      80,
      start,
    );
  const [gap] = part(16_000, 2, 30_000);
  const { emitted, drops } = await runKernel(kernel, {
    params: { ...defaults, time: 5, mix: 100 },
    inputs: [
      ...part(8000, 1, 0),
      ...part(16_000, 1, 10_000),
      ...part(16_000, 2, 20_000),
      { audio: { ...gap!.audio, payload: { ...gap!.audio.payload, discontinuity: true } } },
      ...soundInputs(16_000, [samplesOf(8, () => Number.NaN)], 8, 40_000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  const out = heard(emitted);
  expect([0, 80, 160, 240].map((start) => out[start])).toEqual([0, 0, 0, 0]);
  expect(out[79]).toBeCloseTo(0.5, 6);
});
