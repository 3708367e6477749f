import { expect, test } from 'vitest';
import { WatermarkValve } from './watermarkValve.ts';

const rises = (watermark: number) => [{ kind: 'watermark', watermark }];

test('T18 the least of all inputs counts, and only when it rises', () => {
  const valve = new WatermarkValve(2);
  expect(valve.advance(0, 10)).toEqual([]);
  expect(valve.advance(1, 5)).toEqual(rises(5));
  expect(valve.advance(1, 4)).toEqual([]);
  expect(valve.advance(1, 12)).toEqual(rises(10));
});

test('T18 nobody waits for an idle input, and what it says is ignored', () => {
  const valve = new WatermarkValve(2);
  valve.advance(0, 10);
  valve.advance(1, 5);
  expect(valve.idle(1)).toEqual(rises(10));
  expect(valve.advance(1, 50)).toEqual([]);
  expect(valve.advance(0, 20)).toEqual(rises(20));
});

test('T18 once all are idle the furthest of them counts, whichever falls silent first', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const valve = new WatermarkValve(2);
    valve.advance(0, 10);
    valve.advance(1, 30);
    const news = order.flatMap((index) => valve.idle(index));
    expect(valve.watermark).toBe(30);
    expect(news.at(-1)).toEqual({ kind: 'status', active: false });
    expect(valve.active).toBe(false);
  }
});

test('T18 an input that comes back with an old watermark counts once it has caught up', () => {
  const valve = new WatermarkValve(2);
  valve.advance(0, 10);
  valve.advance(1, 5);
  valve.idle(1);
  expect(valve.wake(1)).toEqual([]);
  expect(valve.advance(1, 7)).toEqual([]);
  // Not aligned yet: the other goes on alone.
  expect(valve.advance(0, 12)).toEqual(rises(12));
  expect(valve.advance(1, 12)).toEqual([]);
  expect(valve.advance(0, 40)).toEqual([]);
  expect(valve.advance(1, 15)).toEqual(rises(15));
});

test('T18 the first to speak after a silence wakes the valve', () => {
  const valve = new WatermarkValve(2);
  valve.advance(0, 10);
  valve.idle(0);
  valve.idle(1);
  expect(valve.wake(0)).toEqual([{ kind: 'status', active: true }]);
  expect(valve.advance(0, 11)).toEqual(rises(11));
  expect(valve.watermark).toBe(11);
});
