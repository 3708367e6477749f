import { paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { fixtureFrame, PICTURES } from './fixtures/pictures.ts';
import { GaussianBlur } from './gaussian.ts';

function blurred(frame: Frame, sigma: number): number[][] {
  const { width, height } = frame;
  const out = makeFrame('GRAY8', width, height, () => 0);
  const samples = ({ planes, strides }: Frame) => ({
    data: planes[0]!,
    start: 0,
    step: 1,
    stride: strides[0]!,
  });
  new GaussianBlur(sigma).apply(samples(frame), samples(out), width, height);
  return rowsOf(out);
}

function worstDifference(a: number[][], b: number[][]): number {
  return Math.max(...a.flatMap((row, y) => row.map((value, x) => Math.abs(value - b[y]![x]!))));
}

test.each([0.5, 0.8, 1.4, 2, 3.7, 6, 20])(
  'stays within 1 level of the Gaussian in float64 below σ = 2, and 3 above: %f',
  (sigma) => {
    const tolerance = sigma < 2 ? 1 : 3;
    for (const picture of PICTURES) {
      const { result } = picture.gaussian.find((one) => one.sigma === sigma)!;
      const actual = blurred(fixtureFrame(picture.source), sigma);
      expect(worstDifference(actual, rowsOf(fixtureFrame(result)))).toBeLessThanOrEqual(tolerance);
    }
  },
);

test('a step from black to white follows the normal distribution within 3 levels', () => {
  const step = makeFrame('GRAY8', 200, 3, (_, x) => (x < 100 ? 0 : 255));
  for (const sigma of [1.5, 2.5, 6, 15]) {
    const row = blurred(step, sigma)[1]!;
    // The cumulative distribution, summed up in steps of a thousandth.
    let share = 0;
    for (let x = -60; x < 60; x++) {
      for (let t = 0; t < 1000; t++) {
        const z = (x - 0.5 + (t + 0.5) / 1000) / sigma;
        share += Math.exp((-z * z) / 2) / (sigma * Math.sqrt(2 * Math.PI) * 1000);
      }
      const exact = 255 * Math.min(share, 1);
      expect(Math.abs(row[99 + x + 1]! - exact)).toBeLessThan(3);
    }
  }
});

test('even pictures stay exactly as they are', () => {
  for (const level of [0, 1, 127, 254, 255]) {
    for (const sigma of [0.3, 1.4, 6, 50]) {
      const rows = blurred(
        makeFrame('GRAY8', 9, 5, () => level),
        sigma,
      );
      expect(new Set(rows.flat())).toEqual(new Set([level]));
    }
  }
});

test('a slope keeps its levels away from the border', () => {
  const slope = makeFrame('GRAY8', 120, 2, (_, x) => 2 * x);
  const row = blurred(slope, 3)[0]!;
  for (let x = 15; x < 105; x++) expect(row[x]).toBe(2 * x);
});

test('a strength of nothing changes nothing, and padding is neither read nor needed', () => {
  const frame = makeFrame('GRAY8', 7, 5, (_, x, y) => (x * 57 + y * 31) % 256);
  expect(blurred(frame, 0)).toEqual(rowsOf(frame));
  expect(blurred(paddedFrame(frame, 9), 2.2)).toEqual(blurred(frame, 2.2));
});

test('one channel of four is blurred in place and the others are left alone', () => {
  const frame = makeFrame('RGBA', 6, 4, (_, x, y) => (x * 23 + y * 91) % 256);
  const data = frame.planes[0]!;
  const channel = (c: number): Frame =>
    makeFrame('GRAY8', 6, 4, (_, x, y) => data[y * 24 + x * 4 + c]!);
  const expected = [0, 1, 2, 3].map((c) =>
    c === 1 ? blurred(channel(c), 1.7) : rowsOf(channel(c)),
  );
  const green = { data, start: 1, step: 4, stride: 24 };
  new GaussianBlur(1.7).apply(green, green, 6, 4);
  expect([0, 1, 2, 3].map((c) => rowsOf(channel(c)))).toEqual(expected);
});
