import { awkwardFrames, paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { sobelRow } from './gradient.ts';

function gradients(frame: Frame): { readonly gx: number[][]; readonly gy: number[][] } {
  const all: { gx: number[][]; gy: number[][] } = { gx: [], gy: [] };
  const luma = { data: frame.planes[0]!, stride: frame.strides[0]! };
  for (let y = 0; y < frame.height; y++) {
    const gx = new Int16Array(frame.width);
    const gy = new Int16Array(frame.width);
    sobelRow(luma, frame, y, gx, gy);
    all.gx.push(Array.from(gx));
    all.gy.push(Array.from(gy));
  }
  return all;
}

test('a slope of 3 to the right and −5 down has 8 times that as gradients', () => {
  const slope = makeFrame('GRAY8', 9, 9, (_, x, y) => 100 + 3 * x - 5 * y);
  const { gx, gy } = gradients(slope);
  for (let y = 1; y < 8; y++) {
    for (let x = 1; x < 8; x++) expect([gx[y]![x], gy[y]![x]]).toEqual([24, -40]);
  }
});

test('every result, border included, is the sum of nine weighted neighbours', () => {
  for (const frame of awkwardFrames().filter(({ format }) => format === 'GRAY8')) {
    const rows = rowsOf(frame);
    const at = (x: number, y: number): number =>
      rows[Math.min(Math.max(y, 0), frame.height - 1)]![Math.min(Math.max(x, 0), frame.width - 1)]!;
    for (const source of [frame, paddedFrame(frame, 4)]) {
      const { gx, gy } = gradients(source);
      for (let y = 0; y < frame.height; y++) {
        for (let x = 0; x < frame.width; x++) {
          let across = 0;
          let down = 0;
          for (const [offset, weight] of [
            [-1, 1],
            [0, 2],
            [1, 1],
          ] as const) {
            across += weight * (at(x + 1, y + offset) - at(x - 1, y + offset));
            down += weight * (at(x + offset, y + 1) - at(x + offset, y - 1));
          }
          expect([gx[y]![x], gy[y]![x]]).toEqual([across, down]);
        }
      }
    }
  }
});

test('a step from black to white reaches the greatest gradient', () => {
  const step = makeFrame('GRAY8', 4, 3, (_, x) => (x < 2 ? 0 : 255));
  expect(gradients(step).gx[1]).toEqual([0, 1020, 1020, 0]);
});
