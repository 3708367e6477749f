import { fixtureFrame, PICTURES } from '#operators/video/_shared/fixtures/pictures.ts';
import { awkwardFrames, filterFrame, FULL, paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { chunkAt, grayFrame, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { otsuLevel } from './otsu.ts';

const FIXED = { mode: 'fixed', level: 128, invert: false } as const;

test('pixels above the level turn white and the others black', async () => {
  const frame = grayFrame([[0, 127, 128, 129, 255]], FULL);
  const out = await filterFrame(kernel, FIXED, frame);
  expect(rowsOf(out)).toEqual([[0, 0, 0, 255, 255]]);
  expect(out).toMatchObject({ format: 'GRAY8', colour: { range: 'full' } });
  const inverted = await filterFrame(kernel, { ...FIXED, invert: true }, frame);
  expect(rowsOf(inverted)).toEqual([[255, 255, 255, 0, 0]]);
});

test('the level means what is shown, also in limited range', async () => {
  // Shown levels 0, 127, 128, 129 and 255 are samples (level · 219 / 255) + 16.
  const frame = grayFrame([[16, 125, 126, 127, 235]]);
  expect(rowsOf(await filterFrame(kernel, FIXED, frame))).toEqual([[0, 0, 0, 255, 255]]);
  const lowest = await filterFrame(kernel, { ...FIXED, level: 0 }, frame);
  expect(rowsOf(lowest)).toEqual([[0, 255, 255, 255, 255]]);
  const highest = await filterFrame(kernel, { ...FIXED, level: 255 }, frame);
  expect(rowsOf(highest)).toEqual([[0, 0, 0, 0, 0]]);
});

test("Otsu's level is that of OpenCV and scikit-image", () => {
  for (const picture of PICTURES) {
    const histogram = new Uint32Array(256);
    for (const level of fixtureFrame(picture.source).planes[0]!) histogram[level]!++;
    expect(otsuLevel(histogram)).toBe(picture.otsu.opencv);
    expect(otsuLevel(histogram)).toBe(picture.otsu.scikitImage);
  }
});

test('Otsu mode splits each picture at its own level', async () => {
  for (const picture of PICTURES) {
    const frame = fixtureFrame(picture.source);
    const out = await filterFrame(kernel, { ...FIXED, mode: 'otsu' }, frame);
    const expected = rowsOf(frame).map((row) =>
      row.map((level) => (level > picture.otsu.opencv ? 255 : 0)),
    );
    expect(rowsOf(out)).toEqual(expected);
  }
});

test('two levels are parted at the lower one, and a single level has no split', () => {
  const histogram = new Uint32Array(256);
  histogram[40] = 10;
  expect(otsuLevel(histogram)).toBe(0);
  histogram[200] = 3;
  expect(otsuLevel(histogram)).toBe(40);
});

test('awkward sizes and padded rows give the same picture', async () => {
  for (const frame of awkwardFrames()) {
    for (const mode of ['fixed', 'otsu'] as const) {
      const plain = await filterFrame(kernel, { ...FIXED, mode }, frame);
      const padded = await filterFrame(kernel, { ...FIXED, mode }, paddedFrame(frame, 3));
      expect(rowsOf(padded)).toEqual(rowsOf(plain));
      expect(plain).toMatchObject({ width: frame.width, height: frame.height });
    }
  }
});

test('a new level acts from the next frame on', async () => {
  const frame = makeFrame('GRAY8', 1, 1, () => 100, FULL);
  const run = await runKernel(kernel, {
    params: FIXED,
    inputs: [{ frame: chunkAt(0, frame) }, { frame: chunkAt(1, frame) }],
    updates: { 1: { ...FIXED, level: 99 } },
  });
  expect(run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame))).toEqual([[[0]], [[255]]]);
});
