import { FULL, filterFrame, paddedFrame, rowsOf, samplesOf } from '#testing/filterFrame.ts';
import { BT601, makeFrame } from '#testing/payloads.ts';
import type { Colour, Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const BT709: Colour = { matrix: 'bt709', range: 'limited' };

type Params = Parameters<(typeof kernel)['open']>[0];

function converted(frame: Frame, params: Partial<Params>): Promise<Frame> {
  return filterFrame(kernel, { format: 'RGBA', matrix: 'auto', range: 'auto', ...params }, frame);
}

/** A frame of one colour. */
function flat(format: Frame['format'], samples: readonly number[], colour: Colour = BT601): Frame {
  const value = (p: number, x: number): number => samples[format === 'RGBA' ? x % 4 : p]!;
  return makeFrame(format, 5, 3, value, colour);
}

const red = flat('RGBA', [255, 0, 0, 255]);

test('pure red becomes the YUV that the recommendations give', async () => {
  // ITU-R BT.601-7 and BT.709-6 with 219 and 224 steps, rounded.
  for (const [matrix, yuv] of [
    ['bt601', [81, 90, 240]],
    ['bt709', [63, 102, 240]],
  ] as const) {
    const frame = await converted(red, { format: 'I420', matrix });
    expect(frame).toMatchObject({ format: 'I420', colour: { matrix, range: 'limited' } });
    expect(frame.planes.map((plane) => plane[0])).toEqual(yuv);
  }
});

test('YUV becomes red, green and blue by its own matrix', async () => {
  for (const [colour, yuv] of [
    [BT601, [81, 90, 240]],
    [BT709, [63, 102, 240]],
  ] as const) {
    const frame = await converted(flat('I420', yuv, colour), {});
    expect(frame.format).toBe('RGBA');
    expect(frame.colour).toEqual({ matrix: colour.matrix, range: 'full' });
    const [r, g, b, a] = frame.planes[0]!;
    expect(Math.abs(r! - 255) + g! + b!).toBeLessThanOrEqual(3);
    expect(a).toBe(255);
  }
});

test('the range alone is mapped sample by sample', async () => {
  // (126 − 16) · 255 / 219 = 128.08; (200 − 128) · 255 / 224 + 128 = 209.96; (16 − 128) · 255 / 224 + 128 = 0.5
  const full = await converted(flat('I420', [126, 200, 16]), { format: 'I420', range: 'full' });
  expect(full.planes.map((plane) => plane[0])).toEqual([128, 210, 1]);
  expect(full.colour).toEqual(FULL);
  const black = await converted(flat('GRAY8', [0], FULL), { format: 'GRAY8', range: 'limited' });
  const white = await converted(flat('GRAY8', [255], FULL), { format: 'GRAY8', range: 'limited' });
  expect([black.planes[0]![0], white.planes[0]![0]]).toEqual([16, 235]);
});

test('a new matrix keeps the colour that is seen', async () => {
  const from = flat('I420', [81, 90, 240], BT601);
  const to = await converted(from, { format: 'I420', matrix: 'bt709' });
  [63, 102, 240].forEach((sample, p) => {
    expect(Math.abs(to.planes[p]![0]! - sample)).toBeLessThanOrEqual(2);
  });
});

test('the brightness of YUV is its first plane itself, and grey has neutral colour', async () => {
  const yuv = makeFrame('I420', 5, 3, (p, x, y) => p * 40 + x * 9 + y * 21);
  const gray = await converted(yuv, { format: 'GRAY8' });
  expect(gray.planes[0]).toBe(yuv.planes[0]);
  expect(gray).toMatchObject({ format: 'GRAY8', colour: BT601 });
  const back = await converted(gray, { format: 'I420' });
  expect(rowsOf(back)).toEqual(rowsOf(yuv));
  expect(new Set([...back.planes[1]!, ...back.planes[2]!])).toEqual(new Set([128]));
});

test('what is as wanted passes as it is', async () => {
  for (const [format, colour] of [
    ['I420', BT601],
    ['I420', BT709],
    ['GRAY8', FULL],
    ['RGBA', BT601],
  ] as const) {
    const frame = makeFrame(format, 3, 3, (p, x, y) => p + x * y, colour);
    const same = await converted(frame, { format });
    expect(same.planes[0]).toBe(frame.planes[0]);
    expect(same.colour).toEqual(colour);
  }
});

test('padding between rows is not read', async () => {
  const frame = makeFrame('I420', 7, 5, (p, x, y) => (p * 60 + x * 17 + y * 31) % 256);
  for (const params of [
    { format: 'RGBA' },
    { format: 'I420', range: 'full' },
    { format: 'I420', matrix: 'bt709' },
  ] as const) {
    const packed = await converted(frame, params);
    expect(samplesOf(await converted(paddedFrame(frame, 3), params))).toEqual(samplesOf(packed));
  }
});
