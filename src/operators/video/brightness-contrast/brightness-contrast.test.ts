import {
  awkwardFrames,
  filterFrame,
  FULL,
  paddedFrame,
  rowsOf,
  samplesOf,
} from '#testing/filterFrame.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const NEUTRAL = { brightness: 0, contrast: 1, saturation: 1 };
const ramp = makeFrame('GRAY8', 5, 1, (_, x) => [16, 71, 126, 180, 235][x]!);

test('neutral params pass the very same frame on', async () => {
  expect(await filterFrame(kernel, NEUTRAL, ramp)).toBe(ramp);
});

test('brightness moves every level, and black and white of limited range are its limits', async () => {
  const lighter = await filterFrame(kernel, { ...NEUTRAL, brightness: 50 }, ramp);
  // Half of 219 steps more, at most 235.
  expect(rowsOf(lighter)).toEqual([[126, 181, 235, 235, 235]]);
  const black = await filterFrame(kernel, { ...NEUTRAL, brightness: -100 }, ramp);
  expect(rowsOf(black)).toEqual([[16, 16, 16, 16, 16]]);
});

test('contrast spreads levels around the middle', async () => {
  const none = await filterFrame(kernel, { ...NEUTRAL, contrast: 0 }, ramp);
  expect(rowsOf(none)).toEqual([[126, 126, 126, 126, 126]]);
  const hard = await filterFrame(kernel, { ...NEUTRAL, contrast: 1.8 }, ramp);
  // 1.8 · (71 − 125.5) + 125.5 = 27.4, and so on.
  expect(rowsOf(hard)).toEqual([[16, 27, 126, 224, 235]]);
});

test('full-range frames use all levels', async () => {
  const full = makeFrame('GRAY8', 3, 1, (_, x) => [0, 100, 255][x]!, FULL);
  const changed = await filterFrame(kernel, { ...NEUTRAL, contrast: 1.5, brightness: -10 }, full);
  // 1.5 · (100 − 127.5) + 127.5 − 25.5 = 60.75
  expect(rowsOf(changed)).toEqual([[0, 61, 255]]);
});

test('saturation scales chroma around grey and leaves luma alone', async () => {
  const frame = makeFrame('I420', 2, 2, (p) => [90, 100, 200][p]!);
  const strong = await filterFrame(kernel, { ...NEUTRAL, saturation: 1.5 }, frame);
  expect(strong.planes.map((plane) => plane[0])).toEqual([90, 86, 236]);
  const grey = await filterFrame(kernel, { ...NEUTRAL, saturation: 0 }, frame);
  expect(grey.planes.map((plane) => plane[0])).toEqual([90, 128, 128]);
});

test('an RGBA pixel without saturation is its luma, and alpha stays', async () => {
  const frame = makeFrame('RGBA', 1, 1, (_, x) => [200, 30, 90, 77][x]!);
  const grey = await filterFrame(kernel, { ...NEUTRAL, saturation: 0 }, frame);
  // 0.299 · 200 + 0.587 · 30 + 0.114 · 90 = 87.67
  expect(rowsOf(grey)).toEqual([[88, 88, 88, 77]]);
});

test('awkward sizes and padded rows give the same picture', async () => {
  const params = { brightness: 12, contrast: 1.3, saturation: 0.6 };
  for (const frame of awkwardFrames()) {
    const plain = await filterFrame(kernel, params, frame);
    const padded = await filterFrame(kernel, params, paddedFrame(frame, 3));
    expect(samplesOf(padded)).toEqual(samplesOf(plain));
    expect(plain).toMatchObject({ format: frame.format, colour: frame.colour });
  }
});

test('new params act from the next frame on', async () => {
  const run = await runKernel(kernel, {
    params: NEUTRAL,
    inputs: [{ frame: chunkAt(0, ramp) }, { frame: chunkAt(1, ramp) }],
    updates: { 1: { ...NEUTRAL, brightness: 100 } },
  });
  const [first, second] = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame)[0]);
  expect(first).toEqual([16, 71, 126, 180, 235]);
  expect(second).toEqual([235, 235, 235, 235, 235]);
});
