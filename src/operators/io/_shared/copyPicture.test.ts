import { takeFrame } from '#stream/frames.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import type { FramePool } from '#contract/env.ts';
import type { Bytes, Frame } from '#stream/payload.ts';
import { BT601 } from '#testing/payloads.ts';
import { expect, test } from 'vitest';
import { type Picture, pictureCopier } from './copyPicture.ts';
import type { PlanePlace } from './repack.ts';

const buffers = new BufferPool();
const pool: FramePool = {
  allocate: (format, width, height, colour) => takeFrame(buffers, format, width, height, colour),
  writable: (frame) => frame,
  track: (media) => media,
};

/** A picture whose visible part is laid out plane after plane, rows `stride` bytes apart. */
function picture(
  format: string,
  width: number,
  height: number,
  planes: readonly { readonly stride: number; readonly bytes: readonly number[] }[],
): Picture {
  const places: PlanePlace[] = [];
  const all: number[] = [];
  for (const { stride, bytes } of planes) {
    places.push({ offset: all.length, stride });
    all.push(...bytes);
  }
  return {
    format,
    visibleRect: { width, height },
    allocationSize: () => all.length,
    copyTo(destination: Bytes) {
      destination.set(all);
      return Promise.resolve(places);
    },
  };
}

const copied = (from: Picture): Promise<Frame> => pictureCopier(pool)(from, BT601);
const planesOf = (frame: Frame): readonly number[][] => frame.planes.map((plane) => [...plane]);

test('I420 of odd size is taken over byte by byte', async () => {
  const frame = await copied(
    picture('I420', 3, 3, [
      { stride: 3, bytes: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { stride: 2, bytes: [10, 11, 12, 13] },
      { stride: 2, bytes: [20, 21, 22, 23] },
    ]),
  );
  expect(frame).toMatchObject({ format: 'I420', width: 3, height: 3, strides: [3, 2, 2] });
  expect(planesOf(frame)).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    [10, 11, 12, 13],
    [20, 21, 22, 23],
  ]);
});

test('NV12 has its two chroma samples taken apart, without the padding of its rows', async () => {
  const frame = await copied(
    picture('NV12', 3, 3, [
      { stride: 4, bytes: [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0] },
      { stride: 6, bytes: [10, 20, 11, 21, 0, 0, 12, 22, 13, 23, 0, 0] },
    ]),
  );
  expect(planesOf(frame)).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    [10, 11, 12, 13],
    [20, 21, 22, 23],
  ]);
});

test('the alpha plane of I420A is left out', async () => {
  const frame = await copied(
    picture('I420A', 2, 2, [
      { stride: 2, bytes: [1, 2, 3, 4] },
      { stride: 1, bytes: [5] },
      { stride: 1, bytes: [6] },
      { stride: 2, bytes: [255, 255, 255, 255] },
    ]),
  );
  expect(planesOf(frame)).toEqual([[1, 2, 3, 4], [5], [6]]);
});

test('I422 and I444 chroma becomes the mean of what an I420 sample covers, cut off at the edge', async () => {
  const tall = await copied(
    picture('I422', 2, 3, [
      { stride: 2, bytes: [0, 0, 0, 0, 0, 0] },
      { stride: 1, bytes: [10, 20, 33] },
      { stride: 1, bytes: [40, 60, 80] },
    ]),
  );
  expect(planesOf(tall).slice(1)).toEqual([
    [15, 33],
    [50, 80],
  ]);
  const full = await copied(
    picture('I444', 3, 2, [
      { stride: 3, bytes: [0, 0, 0, 0, 0, 0] },
      { stride: 3, bytes: [10, 20, 50, 30, 40, 70] },
      { stride: 3, bytes: [1, 2, 4, 3, 4, 6] },
    ]),
  );
  expect(planesOf(full).slice(1)).toEqual([
    [25, 60],
    [3, 5],
  ]);
});

test('ten-bit samples are rounded to eight', async () => {
  const low = (value: number): readonly number[] => [value & 255, value >> 8];
  const frame = await copied(
    picture('I420P10', 2, 1, [
      { stride: 4, bytes: [...low(64), ...low(940)] },
      { stride: 2, bytes: low(512) },
      { stride: 2, bytes: low(1023) },
    ]),
  );
  expect(planesOf(frame)).toEqual([[16, 235], [128], [255]]);
});

test('BGRX becomes opaque RGBA', async () => {
  const frame = await copied(
    picture('BGRX', 1, 2, [{ stride: 4, bytes: [3, 2, 1, 0, 30, 20, 10, 0] }]),
  );
  expect(frame).toMatchObject({ format: 'RGBA', colour: { range: 'full' } });
  expect(planesOf(frame)).toEqual([[1, 2, 3, 255, 10, 20, 30, 255]]);
});

test('turning a picture by 90 degrees four times gives it back', async () => {
  const copy = pictureCopier(pool);
  const source = picture('I420', 3, 2, [
    { stride: 3, bytes: [1, 2, 3, 4, 5, 6] },
    { stride: 2, bytes: [7, 8] },
    { stride: 2, bytes: [9, 10] },
  ]);
  const turned = (from: Picture, rotation: number): Promise<Frame> =>
    copy({ ...from, rotation }, BT601);
  const once = await turned(source, 90);
  expect([once.width, once.height]).toEqual([2, 3]);
  // Clockwise: the left column, read upwards, becomes the top row.
  expect(planesOf(once)).toEqual([
    [4, 1, 5, 2, 6, 3],
    [7, 8],
    [9, 10],
  ]);
  let frame = once;
  for (let i = 0; i < 3; i++) {
    frame = await turned(
      picture(
        'I420',
        frame.width,
        frame.height,
        frame.planes.map((plane, p) => ({ stride: frame.strides[p]!, bytes: [...plane] })),
      ),
      90,
    );
  }
  expect(planesOf(frame)).toEqual(planesOf(await copy(source, BT601)));
  expect(planesOf(await turned(source, 270))[0]).toEqual([3, 6, 2, 5, 1, 4]);
  expect(planesOf(await turned(source, 180))[0]).toEqual([6, 5, 4, 3, 2, 1]);
});

test('a pixel format that cannot be read is refused in words', async () => {
  await expect(copied({ ...picture('I420', 2, 2, []), format: null })).rejects.toThrow(
    "They come as 'opaque'",
  );
});
