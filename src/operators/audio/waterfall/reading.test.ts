import { expect, test } from 'vitest';
import { createPalette } from './palette.ts';
import { frequencyAt, frequencyWords, heightOf, labelledFrequencies, levelOf } from './reading.ts';
import { createRows } from './rows.ts';

const layout = { scale: 'log', sampleRate: 48_000, floor: -90, ceiling: -10 } as const;

test.each(['log', 'linear'] as const)(
  'on a %s scale rows lie where the cursor reads them',
  (scale) => {
    const [height, size] = [180, 8192];
    const { first, last } = createRows(scale, height, size, layout.sampleRate);
    for (const row of [0, 30, 90, 150, 179]) {
      const read = frequencyAt((height - row - 0.5) / height, { ...layout, scale });
      const bin = (read * size) / layout.sampleRate;
      expect(bin).toBeGreaterThan(first[row]! - 1);
      expect(bin).toBeLessThan(last[row]! + 2);
      expect(heightOf(read, { ...layout, scale })).toBeCloseTo((height - row - 0.5) / height, 9);
    }
  },
);

test('a colour is read as the level it was drawn for', () => {
  const colours = createPalette();
  for (const level of [0, 1, 100, 254, 255]) {
    const [red, green, blue] = colours.subarray(4 * level);
    const due = -90 + (80 * level) / 255;
    expect(Math.abs(levelOf([red!, green!, blue!], layout) - due)).toBeLessThan(0.7);
  }
});

test('labels are round, apart, and within the picture', () => {
  expect(labelledFrequencies(layout)).toEqual([200, 500, 2000, 5000]);
  for (const sampleRate of [8000, 44_100, 192_000]) {
    for (const scale of ['log', 'linear'] as const) {
      const heights = labelledFrequencies({ ...layout, scale, sampleRate }).map((frequency) =>
        heightOf(frequency, { ...layout, scale, sampleRate }),
      );
      expect(heights.length).toBeGreaterThanOrEqual(2);
      heights.forEach((height, i) => expect(height - (heights[i - 1] ?? 0)).toBeGreaterThan(0.14));
      expect(heights.at(-1)).toBeLessThan(0.95);
    }
  }
  expect([99.6, 2500, 12_340].map(frequencyWords)).toEqual(['100 Hz', '2.5 kHz', '12.3 kHz']);
});
