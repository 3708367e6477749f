import type { FramePool } from '#contract/env.ts';
import { takeFrame } from '#stream/frames.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import { audioBlock, chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { LineUp, PATIENCE, type Take } from './lineUp.ts';
import { spec } from './spec.ts';
import { toI420 } from './toI420.ts';

const buffers = new BufferPool();
const pool: FramePool = {
  allocate: (format, width, height, colour) => takeFrame(buffers, format, width, height, colour),
  writable: (frame) => frame,
  track: (media) => media,
};

// 4 MiB each, so that eight fit.
const large = makeFrame('RGBA', 1024, 1024, () => 0);
const video = (timestamp: number): Take => ({
  kind: 'video',
  chunk: chunkAt<'video/raw'>(timestamp, large),
});
const audio = (timestamp: number): Take => ({
  kind: 'audio',
  chunk: chunkAt<'audio/pcm'>(timestamp, audioBlock(48_000, [0, 0])),
});

test('a single wired stream begins with its first chunk', () => {
  const lineUp = new LineUp(new Set(['video'] as const), true);
  const first = video(5);
  expect(lineUp.add(first)).toEqual({ dropped: [], ready: true });
  expect(lineUp.take()).toEqual([first]);
});

test('two streams begin together, ordered by time', () => {
  const lineUp = new LineUp(new Set(['video', 'audio'] as const), true);
  const takes = [video(40_000), video(80_000), audio(30_000)];
  expect(takes.map((take) => lineUp.add(take).ready)).toEqual([false, false, true]);
  expect(lineUp.take()).toEqual([takes[2], takes[0], takes[1]]);
  expect(lineUp.take()).toEqual([]);
});

test('a live line-up without room forgets the oldest, a batch one fails', () => {
  const live = new LineUp(new Set(['video', 'audio'] as const), true);
  const batch = new LineUp(new Set(['video', 'audio'] as const), false);
  const takes = Array.from({ length: 9 }, (_, i) => video(i));
  for (const take of takes.slice(0, 8)) {
    expect(live.add(take).dropped).toEqual([]);
    batch.add(take);
  }
  expect(live.add(takes[8]!).dropped).toEqual([takes[0]]);
  expect(() => batch.add(takes[8]!)).toThrow('32 MiB of picture have come, but no sound yet');
});

test('a live recording goes on without a stream that does not come for ten seconds', () => {
  const live = new LineUp(new Set(['video', 'audio'] as const), true);
  expect(live.add(audio(1_000_000)).ready).toBe(false);
  expect(live.add(audio(1_000_000 + PATIENCE)).ready).toBe(false);
  expect(live.add(audio(1_000_001 + PATIENCE)).ready).toBe(true);
});

test('a grey frame keeps its luma and gets no colour', () => {
  const grey = makeFrame('GRAY8', 3, 3, (_, x, y) => 20 * y + x);
  const frame = toI420(grey, pool);
  expect([...frame.planes[0]!]).toEqual([...grey.planes[0]!]);
  expect(frame.planes.slice(1).map((plane) => [...plane])).toEqual([
    [128, 128, 128, 128],
    [128, 128, 128, 128],
  ]);
});

test('white and black in RGBA become 235 and 16', () => {
  const rgba = makeFrame('RGBA', 2, 2, (_, x, y) => (x % 4 === 3 ? 255 : y * 255));
  const frame = toI420(rgba, pool);
  expect(frame).toMatchObject({ format: 'I420', colour: { matrix: 'bt601', range: 'limited' } });
  expect([...frame.planes[0]!]).toEqual([16, 16, 235, 235]);
  expect([...frame.planes[1]!, ...frame.planes[2]!]).toEqual([128, 128]);
});

test('without a chunk nothing is saved, and the node says so', async () => {
  const run = await runKernel(kernel, { params: spec.params.parse({}) });
  expect(run.logs).toEqual(['Nothing came, so nothing was recorded.']);
});
