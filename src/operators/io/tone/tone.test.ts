import type { KernelEnv } from '#contract/env.ts';
import { takeAudioBlock } from '#stream/audioBlocks.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import { micros } from '#stream/micros.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { createOscillator } from './oscillator.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

test('a sine is A · sin(2πft) through every block', async () => {
  const { emitted, leaked } = await runKernel(kernel, {
    params: { ...defaults, frequency: 1000.5, level: -6, duration: 0.5 },
    paced: false,
  });
  const samples = samplesOf(emitted);
  expect(samples).toHaveLength(24_000);
  const amplitude = 10 ** (-6 / 20);
  samples.forEach((sample, n) => {
    const wanted = amplitude * Math.sin((2 * Math.PI * 1000.5 * n) / 48_000);
    expect(Math.abs(sample - wanted)).toBeLessThan(1e-6);
  });
  expect(leaked).toBe(0);
});

test('timestamps come from the sample counter and never drift at a rate that divides nothing', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, sampleRate: 44_101, duration: 60 },
    paced: false,
  });
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
    emitted.map((_, block) => Math.round((block * 441 * 1e6) / 44_101)),
  );
  emitted.slice(1).forEach(({ chunk }, i) => {
    const before = emitted[i]!.chunk;
    expect(before.timestamp + before.duration!).toBe(chunk.timestamp);
  });
});

test('a sweep reaches the frequency that is due on a logarithmic scale, then starts again', () => {
  const rate = 48_000;
  const samples = new Float32Array(rate * 8);
  createOscillator(() => 0).render(samples, rate, {
    waveform: 'sweep',
    frequency: 440,
    level: 0,
    period: 4,
  });
  // Frequency by zero crossings over 50 ms around the time, against 20 · 1000^(t / 4).
  for (const time of [1, 2, 3, 5, 6, 7]) {
    const from = Math.round((time - 0.025) * rate);
    let crossings = 0;
    for (let i = from; i < from + rate / 20; i++) {
      if (samples[i]! < 0 !== samples[i + 1]! < 0) crossings += 1;
    }
    const wanted = 20 * 1000 ** ((time % 4) / 4);
    expect(Math.abs(crossings / 2 / 0.05 - wanted)).toBeLessThan(10 + wanted * 0.01);
  }
});

test('noise keeps to the level, has no mean and no memory', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, waveform: 'noise', level: -20, duration: 2 },
    paced: false,
  });
  const samples = samplesOf(emitted);
  const mean = samples.reduce((sum, s) => sum + s, 0) / samples.length;
  const power = samples.reduce((sum, s) => sum + s * s, 0) / samples.length;
  const neighbours = samples.slice(1).reduce((sum, s, i) => sum + s * samples[i]!, 0);
  expect(samples.every((s) => Math.abs(s) <= 0.1)).toBe(true);
  expect(Math.abs(mean)).toBeLessThan(0.001);
  // A uniform distribution over ±A has power A² / 3.
  expect(power / (0.01 / 3)).toBeCloseTo(1, 1);
  expect(Math.abs(neighbours / samples.length / power)).toBeLessThan(0.02);
});

test('phase goes on through a change of frequency, and level glides over one block', () => {
  const oscillator = createOscillator(() => 0);
  const [a, b] = [new Float32Array(480), new Float32Array(480)];
  const sound = { waveform: 'sine', frequency: 100, level: 0, period: 1 } as const;
  oscillator.render(a, 48_000, sound);
  oscillator.render(b, 48_000, { ...sound, frequency: 130, level: -60 });
  const joined = [...a, ...b];
  // Nothing moves faster than the steeper sine does at full level, so there is no click.
  const steepest = (2 * Math.PI * 130) / 48_000 + 1 / 480;
  joined.slice(1).forEach((s, i) => expect(Math.abs(s - joined[i]!)).toBeLessThan(steepest));
});

test('a tone above half the sample rate is held to it', () => {
  const [high, half] = [new Float32Array(80), new Float32Array(80)];
  const sound = { waveform: 'sine', level: 0, period: 1 } as const;
  createOscillator(() => 0).render(high, 8000, { ...sound, frequency: 19_000 });
  createOscillator(() => 0).render(half, 8000, { ...sound, frequency: 4000 });
  expect(high).toEqual(half);
});

test('a live run catches up a short lag and skips a long one with a discontinuity', async () => {
  let now = 0;
  const pool = new BufferPool();
  const env: Pick<KernelEnv, 'audio' | 'clock' | 'random' | 'ends'> = {
    audio: { allocate: (channels, n, rate) => takeAudioBlock(pool, channels, n, rate) },
    clock: {
      paced: true,
      now: () => micros(now),
      async until(time) {
        now = Math.max(now, time);
      },
      fromDevice: (timestamp) => micros(timestamp),
    },
    random: () => 0,
    ends: () => {},
  };
  const source = await kernel.open(defaults, env as KernelEnv);
  const blocks = source.produce!(new AbortController().signal);
  const seen: (readonly [number, boolean])[] = [];
  for (const time of [0, 100_000, 1_000_000, 1_000_000]) {
    now = Math.max(now, time);
    const chunk = (await blocks.next()).value!.audio!;
    seen.push([chunk.timestamp, chunk.payload.discontinuity === true]);
  }
  expect(seen).toEqual([
    [0, false],
    [10_000, false],
    [1_000_000, true],
    [1_010_000, false],
  ]);
});

test('a new sample rate goes on where the old one ended', async () => {
  const times: number[] = [];
  const env = {
    audio: {
      allocate: (channels: number, n: number, rate: number) =>
        takeAudioBlock(new BufferPool(), channels, n, rate),
    },
    clock: { paced: false, until: async () => {} },
    ends: () => {},
  };
  const source = await kernel.open(defaults, env as unknown as KernelEnv);
  const blocks = source.produce!(new AbortController().signal);
  for (const sampleRate of [48_000, 44_100, 44_100, 8000]) {
    source.update!({ ...defaults, sampleRate });
    const chunk = (await blocks.next()).value!.audio!;
    expect(chunk.payload.sampleRate).toBe(sampleRate);
    times.push(chunk.timestamp);
  }
  expect(times).toEqual([0, 10_000, 20_000, 30_000]);
});

function samplesOf(emitted: readonly Emitted[]): readonly number[] {
  return emitted.flatMap(({ chunk }) => [...(chunk.payload as AudioBlock).channels[0]!]);
}
