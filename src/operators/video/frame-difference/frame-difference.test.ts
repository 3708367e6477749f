import type { Frame } from '#stream/payload.ts';
import { BT601, chunkAt, grayFrame, makeFrame } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const FULL = { matrix: 'bt601', range: 'full' } as const;

async function differences(frames: readonly Frame[], gain = 1): Promise<KernelRun> {
  return runKernel(kernel, {
    params: { gain },
    inputs: frames.map((frame, n) => ({ frame: chunkAt<'video/raw'>(n * 40_000 + 3, frame) })),
  });
}

function pixelsOf(run: KernelRun): readonly (readonly number[])[] {
  return run.emitted.map(({ chunk }) => [...(chunk.payload as Frame).planes[0]!]);
}

test('the result is |now − before| in full range, black first, at the timestamps of the input', async () => {
  const run = await differences([
    grayFrame([[10, 200, 77]], FULL),
    grayFrame([[30, 150, 77]], FULL),
    grayFrame([[0, 255, 78]], FULL),
  ]);
  expect(pixelsOf(run)).toEqual([
    [0, 0, 0],
    [20, 50, 0],
    [30, 105, 1],
  ]);
  expect(run.emitted.map(({ chunk }) => chunk.timestamp)).toEqual([3, 40_003, 80_003]);
  expect(run.emitted[0]!.chunk.payload).toMatchObject({ format: 'GRAY8', colour: FULL });
  expect(run.leaked).toBe(0);
});

test('limited range is stretched: black to white is a change of 255', async () => {
  const run = await differences([grayFrame([[16, 235, 125]]), grayFrame([[235, 16, 126]])]);
  // (126 − 125) · 255 / 219 = 1.16, between the levels 127 and 128.
  expect(pixelsOf(run)[1]).toEqual([255, 255, 1]);
});

test('only brightness counts, in any format, and formats may change between frames', async () => {
  const yuv = makeFrame('I420', 2, 2, (plane) => (plane === 0 ? 16 : 90), BT601);
  const otherChroma = makeFrame('I420', 2, 2, (plane) => (plane === 0 ? 16 : 200), BT601);
  const white = makeFrame('RGBA', 2, 2, () => 255, FULL);
  const red = makeFrame('RGBA', 2, 2, (_, x) => (x % 4 === 0 || x % 4 === 3 ? 255 : 0), FULL);
  const run = await differences([yuv, otherChroma, white, red]);
  // Red has 0.299 of white's luma in BT.601: 76, so 179 are lost.
  expect(pixelsOf(run).map((pixels) => pixels[0])).toEqual([0, 0, 255, 179]);
});

test('gain multiplies up to white', async () => {
  const run = await differences([grayFrame([[0, 0, 0]], FULL), grayFrame([[3, 40, 100]], FULL)], 4);
  expect(pixelsOf(run)[1]).toEqual([12, 160, 255]);
});

test('a new size starts with black again', async () => {
  const run = await differences([
    grayFrame([[1, 2]], FULL),
    grayFrame([[9, 9, 9]], FULL),
    grayFrame([[9, 9, 19]], FULL),
  ]);
  expect(pixelsOf(run)).toEqual([
    [0, 0],
    [0, 0, 0],
    [0, 0, 10],
  ]);
  expect(run.leaked).toBe(0);
});
