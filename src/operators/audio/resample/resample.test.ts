import type { AudioBlock } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import {
  amplitudeAt,
  farthest,
  heard,
  samplesOf,
  sine,
  soundInputs,
  whiteNoise,
} from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const run = (
  from: number,
  to: number,
  channels: readonly Float32Array<ArrayBuffer>[],
  length = 480,
): Promise<KernelRun> =>
  runKernel(kernel, { params: { sampleRate: to }, inputs: soundInputs(from, channels, length, 5) });

const decibels = (amplitude: number): number => 20 * Math.log10(amplitude);

const RATIOS = [
  [48_000, 16_000],
  [16_000, 48_000],
  [44_100, 48_000],
  [48_000, 44_100],
  [44_101, 48_000],
  [192_000, 8000],
] as const;

/** The level of the whole output in its settled middle, for a full-scale sine. */
async function levelOf(from: number, to: number, frequency: number): Promise<number> {
  const out = heard((await run(from, to, [sine(from, frequency, 0.3)])).emitted);
  const middle = out.slice(Math.round(out.length / 4), Math.round((out.length * 3) / 4));
  const power = middle.reduce((sum, s) => sum + s * s, 0) / middle.length;
  return decibels(Math.sqrt(2 * power));
}

test.each(RATIOS)('from %i to %i Hz the pass band is flat within 0.1 dB', async (from, to) => {
  const half = Math.min(from, to) / 2;
  for (const share of [0.05, 0.25, 0.5, 0.75, 0.85, 0.9]) {
    const frequency = share * half;
    const out = heard((await run(from, to, [sine(from, frequency, 0.3)])).emitted);
    const turns = Math.floor((0.15 * to * frequency) / to);
    const start = Math.round(0.07 * to);
    const middle = out.slice(start, start + Math.round((turns * to) / frequency));
    expect(Math.abs(decibels(amplitudeAt(middle, to, frequency)))).toBeLessThan(0.1);
    // Time is right too: every sample is the sine at its own time.
    const wanted = samplesOf(out.length, (k) => Math.sin((2 * Math.PI * frequency * k) / to));
    expect(farthest(middle, wanted.slice(start, start + middle.length))).toBeLessThan(2e-4);
  }
});

test.each(RATIOS.filter(([from, to]) => to < from))(
  'from %i to %i Hz what lies above the half-rate is stopped by 90 dB',
  async (from, to) => {
    for (let frequency = to / 2; frequency < from / 2; frequency += (from - to) / 23) {
      expect(await levelOf(from, to, frequency)).toBeLessThan(-90);
    }
  },
);

test.each(RATIOS.filter(([from, to]) => to > from))(
  'from %i to %i Hz no mirror image is louder than −90 dB',
  async (from, to) => {
    for (const share of [0.1, 0.5, 0.9]) {
      const frequency = (share * from) / 2;
      const out = heard((await run(from, to, [sine(from, frequency, 0.3)])).emitted);
      const middle = out.slice(to / 10, to / 5);
      const wanted = samplesOf(out.length, (k) => Math.sin((2 * Math.PI * frequency * k) / to));
      // What is left beside the sine, by power, holds every image.
      const rest = middle.map((s, i) => s - wanted[to / 10 + i]!);
      const power = rest.reduce((sum, s) => sum + s * s, 0) / rest.length;
      expect(decibels(Math.sqrt(2 * power))).toBeLessThan(-80);
      const images = [from - frequency, from + frequency].filter((image) => image < to / 2);
      for (const image of images) {
        expect(decibels(amplitudeAt(rest, to, image))).toBeLessThan(-90);
      }
    }
  },
);

test('blocks lie on the sample counter: seamless, without drift, ceil(n · to / from) samples in all', async () => {
  for (const [from, to] of RATIOS) {
    const count = from + 123;
    const { emitted, leaked } = await run(from, to, [whiteNoise(count)], 441);
    let given = 0;
    for (const { chunk } of emitted) {
      expect(chunk.timestamp).toBe(Math.round(5 + (given * 1e6) / to));
      given += (chunk.payload as AudioBlock).channels[0]!.length;
    }
    expect(given).toBe(Math.ceil((count * to) / from));
    expect(leaked).toBe(0);
  }
});

test('how the sound is cut into blocks changes no sample, and channels are apart', async () => {
  const channels = [whiteNoise(4000, 1), whiteNoise(4000, 2)];
  const whole = (await run(44_100, 48_000, channels, 4000)).emitted;
  for (const length of [1, 64, 999]) {
    const cut = (await run(44_100, 48_000, channels, length)).emitted;
    for (const c of [0, 1]) expect(farthest(heard(cut, c), heard(whole, c))).toBe(0);
  }
  const alone = (await run(44_100, 48_000, [channels[1]!], 4000)).emitted;
  expect(farthest(heard(alone), heard(whole, 1))).toBe(0);
});

test('sound at the wanted rate passes as it is', async () => {
  const inputs = soundInputs(48_000, [whiteNoise(960)]);
  const { emitted } = await runKernel(kernel, { params: { sampleRate: 48_000 }, inputs });
  emitted.forEach(({ chunk }, n) => expect(chunk.payload).toBe(inputs[n]!.audio.payload));
});

test('a lost block, new channels and a new rate, in or out, lose nothing and keep time', async () => {
  const part = (rate: number, channels: number, start: number) =>
    soundInputs(
      rate,
      Array.from({ length: channels }, () => whiteNoise(480)),
      240,
      start,
    );
  const nan = soundInputs(48_000, [samplesOf(4, () => Number.NaN)], 4, 500_000);
  const { emitted, drops } = await runKernel(kernel, {
    params: { sampleRate: 16_000 },
    updates: { 7: { sampleRate: 24_000 } },
    inputs: [
      ...part(48_000, 1, 0),
      ...part(48_000, 1, 100_000),
      ...part(48_000, 2, 200_000),
      ...part(8000, 2, 300_000),
      ...nan,
      ...part(48_000, 1, 600_000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  const times = emitted.map(({ chunk }) => chunk.timestamp as number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const lengths = new Map<number, number>();
  for (const { chunk } of emitted) {
    const { channels, sampleRate } = chunk.payload as AudioBlock;
    const period = Math.floor(chunk.timestamp / 100_000);
    lengths.set(period, (lengths.get(period) ?? 0) + channels[0]!.length / sampleRate);
  }
  expect([...lengths].map(([period, seconds]) => [period, Math.round(seconds * 1e6)])).toEqual([
    [0, 10_000],
    [1, 10_000],
    [2, 10_000],
    [3, 60_000],
    [6, 10_000],
  ]);
  const gaps = emitted.filter(({ chunk }) => (chunk.payload as AudioBlock).discontinuity);
  expect(gaps.map(({ chunk }) => chunk.timestamp)).toEqual([100_000, 600_000]);
});
