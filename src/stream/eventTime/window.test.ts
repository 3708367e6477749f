import { expect, test } from 'vitest';
import { session, sliding, tumbling, windowStart } from './window.ts';

test('T17 tumbling windows lie at multiples of their size, also before 0 and with an offset', () => {
  expect([7, 5, -1, 0, 4].map((ts) => tumbling(5)(ts)[0])).toEqual([
    { start: 5, end: 10 },
    { start: 5, end: 10 },
    { start: -5, end: 0 },
    { start: 0, end: 5 },
    { start: 0, end: 5 },
  ]);
  // A day at UTC+8 begins at 16:00 UTC of the day before.
  const hour = 3_600_000_000;
  expect(windowStart(17 * hour, 24 * hour, -8 * hour)).toBe(16 * hour);
  expect(windowStart(15 * hour, 24 * hour, -8 * hour)).toBe(-8 * hour);
});

test('T17 sliding windows of 10 every 4 that hold 9 begin at 8, 4 and 0', () => {
  expect(sliding(10, 4)(9)).toEqual([
    { start: 8, end: 18 },
    { start: 4, end: 14 },
    { start: 0, end: 10 },
  ]);
});

test('T17 a slide longer than the size leaves gaps', () => {
  expect(sliding(2, 5)(3)).toEqual([]);
  expect(sliding(2, 5)(6)).toEqual([{ start: 5, end: 7 }]);
});

test('T17 a session ends a gap after its element', () => {
  expect(session(30)(5)).toEqual([{ start: 5, end: 35 }]);
});
