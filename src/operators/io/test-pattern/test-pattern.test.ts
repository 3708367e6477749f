import { runKernel } from '#testing/runKernel.ts';
import { BT601, makeFrame } from '#testing/payloads.ts';
import type { KernelEnv } from '#contract/env.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import { takeFrame } from '#stream/frames.ts';
import { micros } from '#stream/micros.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { BARS, bands, drawPattern } from './drawPattern.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RGB = [
  [1, 1, 1],
  [1, 1, 0],
  [0, 1, 1],
  [0, 1, 0],
  [1, 0, 1],
  [1, 0, 0],
  [0, 0, 1],
] as const;

test.each([
  ['bt601', 0.299, 0.114],
  ['bt709', 0.2126, 0.0722],
] as const)('the bars of %s are 75 %% of its primaries, by its own equations', (matrix, kr, kb) => {
  const quantised = RGB.map(([r, g, b]) => {
    const y = 0.75 * (kr * r + (1 - kr - kb) * g + kb * b);
    return [
      Math.round(219 * y + 16),
      Math.round((224 * (0.75 * b - y)) / (2 * (1 - kb)) + 128),
      Math.round((224 * (0.75 * r - y)) / (2 * (1 - kr)) + 128),
    ];
  });
  expect(BARS[matrix]).toEqual(quantised);
});

test('bars fill the top exactly, and the ramp runs from black to white without colour', () => {
  const frame = blank(640, 360);
  drawPattern(frame, 0, { pattern: 'bars', seed: 1 });
  const { ramp } = bands(360);
  BARS.bt601.forEach((bar, i) => {
    const x = Math.floor(((i + 0.5) * 640) / 7);
    expect(pixel(frame, x, 4)).toEqual(bar);
  });
  const row = frame.planes[0]!.subarray((ramp + 1) * 640, (ramp + 2) * 640);
  expect([row[0], row[639]]).toEqual([16, 235]);
  expect([...row]).toEqual([...row].toSorted((a, b) => a - b));
  expect(pixel(frame, 300, ramp + 2).slice(1)).toEqual([128, 128]);
});

test('every pattern writes every sample, inside the limited range, and the same each time', () => {
  for (const pattern of ['bars', 'gradient', 'checkerboard', 'noise'] as const) {
    for (const [width, height] of [
      [64, 48],
      [17, 16],
      [16, 17],
    ] as const) {
      const zero = blank(width, height, 0);
      const full = blank(width, height, 255);
      for (const frame of [zero, full]) drawPattern(frame, 3.4, { pattern, seed: 7 });
      expect(zero.planes).toEqual(full.planes);
      for (const value of zero.planes[0]!) expect(value >= 16 && value <= 235).toBe(true);
      for (const value of zero.planes[1]!) expect(value >= 16 && value <= 240).toBe(true);
    }
  }
});

test('the disc moves and turns, and nothing else above the ruler does', () => {
  const [a, b] = [blank(640, 360), blank(640, 360)];
  drawPattern(a, 0, { pattern: 'bars', seed: 1 });
  drawPattern(b, 2, { pattern: 'bars', seed: 1 });
  const { ramp, ruler } = bands(360);
  const changed = a.planes[0]!.findIndex((value, i) => value !== b.planes[0]![i]);
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(ramp * 640);
  for (let i = ramp * 640; i < ruler * 640; i++) expect(a.planes[0]![i]).toBe(b.planes[0]![i]);
});

test('checkerboard squares alternate and run one square a second to the lower right', () => {
  const [now, later] = [blank(90, 90), blank(90, 90)];
  drawPattern(now, 0, { pattern: 'checkerboard', seed: 1 });
  drawPattern(later, 1, { pattern: 'checkerboard', seed: 1 });
  for (let y = 0; y < 80; y++) {
    for (let x = 0; x < 80; x++) {
      const white = ((x - (x % 10)) / 10 + (y - (y % 10)) / 10) % 2 === 0;
      expect(now.planes[0]![y * 90 + x]).toBe(white ? 235 : 16);
      expect(later.planes[0]![(y + 10) * 90 + x + 10]).toBe(white ? 235 : 16);
    }
  }
});

test('noise is uniform over 16 to 235 and differs by seed and by time', () => {
  const noise = noiseFrame(0, 1).planes[0]!;
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
  // Uniform over n = 220 integers: mean 125.5, variance (n² − 1) / 12.
  expect(mean).toBeCloseTo(125.5, -0.5);
  expect(variance / ((220 ** 2 - 1) / 12)).toBeCloseTo(1, 1);
  const share = (a: Frame): number => a.planes[0]!.filter((v, i) => v === noise[i]).length / 65_536;
  for (const other of [noiseFrame(0, 2), noiseFrame(1 / 30, 1)])
    expect(share(other)).toBeLessThan(0.01);
});

test('timestamps are n · 1e6 / rate, rounded, with durations that fill the gaps', async () => {
  const { emitted, leaked } = await runKernel(kernel, {
    params: { ...defaults, width: 16, height: 16, duration: 1 },
    paced: false,
  });
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
    Array.from({ length: 30 }, (_, n) => Math.round((n * 1e6) / 30)),
  );
  emitted.slice(1).forEach(({ chunk }, i) => {
    const before = emitted[i]!.chunk;
    expect(before.timestamp + before.duration!).toBe(chunk.timestamp);
  });
  expect(leaked).toBe(0);
});

test('a live run that is late makes the frame of now, and no frame twice', async () => {
  const clock = steppedClock();
  const source = await kernel.open({ ...defaults, width: 16, height: 16 }, clock.env);
  const frames = source.produce!(new AbortController().signal);
  const times: number[] = [];
  for (const now of [0, 0, 250_000, 250_000]) {
    clock.advanceTo(now);
    const { value } = await frames.next();
    times.push(value!.frame!.timestamp);
  }
  // 250 ms at 30 fps is the 7.5th frame: frame 7 is due, 2 to 6 are never made.
  expect(times).toEqual([0, 33_333, 233_333, 266_667]);
});

test('a new rate and size take effect in the stream, with timestamps that keep rising', async () => {
  const clock = steppedClock();
  const source = await kernel.open({ ...defaults, width: 16, height: 16 }, clock.env);
  const frames = source.produce!(new AbortController().signal);
  const seen: (readonly [number, number, number])[] = [];
  const next = async (): Promise<void> => {
    const chunk = (await frames.next()).value!.frame!;
    seen.push([chunk.timestamp, chunk.payload.width, chunk.payload.height]);
  };
  await next();
  await next();
  source.update!({ ...defaults, width: 32, height: 20, frameRate: 120 });
  await next();
  await next();
  source.update!({ ...defaults, width: 16, height: 16, frameRate: 1 });
  await next();
  expect(seen).toEqual([
    [0, 16, 16],
    [33_333, 16, 16],
    [41_666, 32, 20],
    [50_000, 32, 20],
    [1_050_000, 16, 16],
  ]);
});

function blank(width: number, height: number, value = 0): Frame {
  return makeFrame('I420', width, height, () => value, BT601);
}

function noiseFrame(phase: number, seed: number): Frame {
  const frame = blank(256, 256);
  drawPattern(frame, phase, { pattern: 'noise', seed });
  return frame;
}

function pixel(frame: Frame, x: number, y: number): readonly number[] {
  const chroma = (y >> 1) * frame.strides[1]! + (x >> 1);
  const [luma, cb, cr] = frame.planes;
  return [luma![y * frame.width + x]!, cb![chroma]!, cr![chroma]!];
}

/** A clock that only moves when told to, or when somebody waits for a later time. */
function steppedClock(): { env: KernelEnv; advanceTo(time: number): void } {
  let now = 0;
  const pool = new BufferPool();
  const env: Pick<KernelEnv, 'frames' | 'clock' | 'ends'> = {
    ends: () => {},
    frames: {
      allocate: (format, width, height, colour) => takeFrame(pool, format, width, height, colour),
      writable: (frame) => frame,
      track: (media) => media,
    },
    clock: {
      paced: true,
      now: () => micros(now),
      async until(time) {
        now = Math.max(now, time);
      },
      fromDevice: (timestamp) => micros(timestamp),
    },
  };
  return {
    env: env as KernelEnv,
    advanceTo: (time) => {
      now = Math.max(now, time);
    },
  };
}
