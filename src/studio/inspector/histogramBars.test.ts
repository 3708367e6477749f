import { expect, test } from 'vitest';
import { BAR_WIDTH, barsOf, HEIGHT, WIDTH } from './histogramBars.ts';

test('a peak stands in the middle, with the median on it', () => {
  const histogram = Array.from({ length: 100 }, () => 0);
  histogram[40] = 7;
  // Bucket 40 starts at 2 ** 10 µs.
  const { heights, median } = barsOf(histogram, 1.024, 1.024);
  const peak = heights.indexOf(Math.max(...heights));
  expect(peak).toBe(12);
  expect(heights.filter((height) => height > 0)).toEqual([HEIGHT - 3]);
  expect(median).toBe(12 * (BAR_WIDTH + 2));
});

test('a single slow chunk among thousands is seen', () => {
  const histogram = [5000, 0, 0, 0, 0, 0, 1];
  const { heights } = barsOf(histogram, 0.001, 0.002);
  expect(heights[6]).toBe(1);
});

test('a rare slow outlier leaves the median and its bars in sight', () => {
  const histogram = Array.from({ length: 80 }, () => 0);
  histogram[2] = 500;
  histogram[70] = 1;
  const { heights, median } = barsOf(histogram, 2 ** 0.5 / 1000, 200);
  expect(Math.max(...heights)).toBe(HEIGHT - 3);
  expect(median).toBeLessThan(WIDTH / 2);
});

test('marks outside of the drawing stay at its edge', () => {
  const { p99 } = barsOf([1], 0.001, 90_000);
  expect(p99).toBe(WIDTH - 1);
});
