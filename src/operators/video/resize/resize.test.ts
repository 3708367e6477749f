import { fixtureFrame, PICTURES } from '#operators/video/_shared/fixtures/pictures.ts';
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
import { frameBytes } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { axisTable } from './axisTable.ts';
import { kernel } from './kernel.ts';
import { placePicture } from './placement.ts';

const FITS = ['contain', 'cover', 'stretch'] as const;
const METHODS = ['area', 'bilinear', 'nearest'] as const;

function worstDifference(a: Frame, b: Frame): number {
  const [left, right] = [rowsOf(a).flat(), rowsOf(b).flat()];
  return Math.max(...left.map((value, i) => Math.abs(value - right[i]!)));
}

test.each(METHODS)('%s is that of OpenCV within one level, smaller and larger', async (method) => {
  for (const { source, shrunk, halved, enlarged } of PICTURES) {
    const whole = fixtureFrame(source);
    const rows = rowsOf(whole);
    const crop = makeFrame('GRAY8', 32, 24, (_, x, y) => rows[y]![x]!, FULL);
    for (const [from, results] of [
      [whole, shrunk],
      [crop, halved],
      [whole, enlarged],
    ] as const) {
      // OpenCV's INTER_AREA interpolates in its own way when enlarging.
      const expected = results === enlarged && method === 'area' ? 'bilinear' : method;
      const { width, height } = results[expected];
      const out = await filterFrame(kernel, { width, height, fit: 'stretch', method }, from);
      const tolerance = method === 'nearest' ? 0 : 1;
      expect(worstDifference(out, fixtureFrame(results[expected]))).toBeLessThanOrEqual(tolerance);
    }
  }
});

test('a frame that already has the size passes as it is', async () => {
  const frame = makeFrame('I420', 6, 4, () => 40);
  const out = await filterFrame(
    kernel,
    { width: 6, height: 4, fit: 'contain', method: 'area' },
    frame,
  );
  expect(out).toBe(frame);
});

test('contain puts the whole picture between bars of black', async () => {
  const wide = makeFrame('I420', 8, 4, (p) => [200, 90, 170][p]!);
  const out = await filterFrame(
    kernel,
    { width: 8, height: 8, fit: 'contain', method: 'area' },
    wide,
  );
  expect(rowsOf(out).map((row) => row[3])).toEqual([16, 16, 200, 200, 200, 200, 16, 16]);
  expect(rowsOf(out, 1).map((row) => row[1])).toEqual([128, 90, 90, 128]);
  expect(rowsOf(out, 2).map((row) => row[1])).toEqual([128, 170, 170, 128]);
  const rgba = makeFrame('RGBA', 2, 1, (_, x) => [9, 9, 9, 40][x % 4]!);
  const square = await filterFrame(
    kernel,
    { width: 2, height: 4, fit: 'contain', method: 'nearest' },
    rgba,
  );
  expect(rowsOf(square).map((row) => row.slice(0, 4))).toContainEqual([0, 0, 0, 255]);
  expect(rowsOf(square).map((row) => row.slice(0, 4))).toContainEqual([9, 9, 9, 40]);
});

test('cover fills the target with the middle of the picture', async () => {
  const wide = makeFrame('GRAY8', 8, 2, (_, x) => x * 10);
  const out = await filterFrame(
    kernel,
    { width: 2, height: 2, fit: 'cover', method: 'nearest' },
    wide,
  );
  expect(rowsOf(out)).toEqual([
    [30, 40],
    [30, 40],
  ]);
});

test('a flat picture stays flat in every format, fit, method and odd size', async () => {
  for (const format of ['I420', 'GRAY8', 'RGBA'] as const) {
    for (const [width, height] of [
      [7, 5],
      [1, 1],
      [3, 9],
      [16, 2],
    ] as const) {
      const frame = makeFrame(format, width, height, (p) => 70 + p * 40, FULL);
      for (const fit of ['cover', 'stretch'] as const) {
        for (const method of METHODS) {
          for (const target of [
            { width: 5, height: 7 },
            { width: 1, height: 1 },
            { width: 12, height: 3 },
          ]) {
            const out = await filterFrame(kernel, { ...target, fit, method }, frame);
            expect(out).toMatchObject({ ...target, format, colour: FULL });
            out.planes.forEach((plane, p) =>
              expect(new Set(plane)).toEqual(new Set([70 + p * 40])),
            );
          }
        }
      }
    }
  }
});

test('awkward sizes and padded rows give the same picture, and every sample is written', async () => {
  for (const frame of awkwardFrames()) {
    for (const fit of FITS) {
      for (const method of METHODS) {
        const params = { width: 5, height: 4, fit, method };
        const plain = await filterFrame(kernel, params, frame);
        const padded = await filterFrame(kernel, params, paddedFrame(frame, 3));
        expect(samplesOf(padded)).toEqual(samplesOf(plain));
        expect(plain.planes[0]!.buffer.byteLength).toBe(frameBytes(frame.format, 5, 4));
      }
    }
  }
});

test('luma and chroma of a slope stay aligned when an odd picture is enlarged', async () => {
  const slope = makeFrame('I420', 33, 9, (p, x) => (p === 0 ? 4 * x : 8 * x + 2));
  const out = await filterFrame(
    kernel,
    { width: 66, height: 18, fit: 'stretch', method: 'bilinear' },
    slope,
  );
  const [luma, chroma] = [rowsOf(out)[8]!, rowsOf(out, 1)[4]!];
  for (let x = 2; x < 30; x++) {
    expect(Math.abs(chroma[x]! - (luma[2 * x]! + luma[2 * x + 1]!) / 2)).toBeLessThanOrEqual(1);
  }
});

test('weights of an axis sum to one and read inside the picture', () => {
  for (const source of [1, 2, 3, 7, 640]) {
    for (const target of [1, 2, 5, 9, 480]) {
      for (const method of METHODS) {
        for (const offset of [0, -0.37 * target]) {
          const extent = target - 2 * offset;
          const table = axisTable({ source, offset, extent, begin: 0, end: target, method });
          const sums = Array.from({ length: target }, (_, i) =>
            table.weights
              .subarray(i * table.taps, (i + 1) * table.taps)
              .reduce((sum, weight) => sum + weight),
          );
          expect(Math.min(...sums)).toBeCloseTo(1, 5);
          expect(Math.max(...sums)).toBeCloseTo(1, 5);
          expect(Math.min(...table.first)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...table.first) + table.taps).toBeLessThanOrEqual(source);
        }
      }
    }
  }
});

test('a 16:9 picture in a 4:3 target has bars above and below, and is cut at the sides', () => {
  const [source, target] = [
    { width: 1280, height: 720 },
    { width: 640, height: 480 },
  ];
  expect(placePicture(source, target, 'contain')).toEqual({ x: 0, y: 60, width: 640, height: 360 });
  const cover = placePicture(source, target, 'cover');
  expect(cover.height).toBe(480);
  expect(cover.width).toBeCloseTo(853.33, 2);
  expect(cover.x).toBeCloseTo(-106.67, 2);
});

test('new params and another input size act from the next frame on', async () => {
  const small = makeFrame('GRAY8', 2, 2, () => 30);
  const large = makeFrame('GRAY8', 8, 6, () => 60);
  const params = { width: 4, height: 4, fit: 'stretch', method: 'area' } as const;
  const run = await runKernel(kernel, {
    params,
    inputs: [small, large, large].map((frame, i) => ({ frame: chunkAt(i, frame) })),
    updates: { 2: { ...params, width: 3, height: 1 } },
  });
  const rows = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame));
  expect(rows.map((r) => [r[0]!.length, r.length, r[0]![0]])).toEqual([
    [4, 4, 30],
    [4, 4, 60],
    [3, 1, 60],
  ]);
});
