import { awkwardFrames, FULL, paddedFrame } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import { expect, test } from 'vitest';
import { frameToRgba } from './colour.ts';
import type { Frame } from './payload.ts';
import { rgbaSubsample } from './subsample.ts';

function shrink(frame: Frame, width: number, height: number): number[] {
  const out = new Uint8ClampedArray(width * height * 4);
  rgbaSubsample(frame, width, height, out);
  return Array.from(out);
}

test('at its own size a frame is painted whole, whatever its format and strides', () => {
  for (const frame of awkwardFrames()) {
    const whole = new Uint8Array(frame.width * frame.height * 4);
    frameToRgba(frame, whole);
    expect(shrink(frame, frame.width, frame.height)).toEqual(Array.from(whole));
    expect(shrink(paddedFrame(frame, 5), frame.width, frame.height)).toEqual(Array.from(whole));
  }
});

test('at half size each pixel is the mean of the four it covers', () => {
  const gray = makeFrame(
    'GRAY8',
    4,
    2,
    (_, x, y) =>
      [
        [10, 20, 0, 255],
        [30, 41, 255, 0],
      ][y]![x]!,
    FULL,
  );
  expect(shrink(gray, 2, 1)).toEqual([25, 25, 25, 255, 128, 128, 128, 255]);
  const rgba = makeFrame('RGBA', 2, 2, (_, x, y) => x * 20 + y * 40);
  expect(shrink(rgba, 1, 1)).toEqual([60, 80, 100, 120]);
});

test('large frames are sampled evenly, so that a slope keeps its mean', () => {
  const slope = makeFrame('GRAY8', 1920, 1080, (_, x) => Math.floor((x * 256) / 1920), FULL);
  const out = shrink(slope, 320, 180);
  for (let x = 0; x < 320; x++) {
    expect(Math.abs(out[(90 * 320 + x) * 4]! - ((x + 0.5) * 256) / 320)).toBeLessThanOrEqual(1);
  }
});

test('one pixel of a flat frame has its colour', () => {
  const frame = makeFrame('I420', 64, 48, (p) => [162, 44, 142][p]!);
  // 1.164 · (162 − 16) + 1.596 · (142 − 128) and so on, ITU-R BT.601-7.
  expect(shrink(frame, 1, 1)).toEqual([192, 192, 1, 255]);
});
