import { expect, test } from 'vitest';
import { afterStage, joinLatency, latencyVerdict, NO_LATENCY } from './latency.ts';

test('T16 sinks [20,20] and [33,40] are impossible, since the first chain can hold only 20 of 33', () => {
  const verdict = latencyVerdict([
    { name: 'sound', min: 20, max: 20 },
    { name: 'picture', min: 33, max: 40 },
  ]);
  expect(verdict).toEqual({
    possible: false,
    needed: 33,
    slowest: 'picture',
    held: 20,
    shortest: 'sound',
  });
});

test('T16 sinks [20,50] and [33,40] have a latency of 33', () => {
  const verdict = latencyVerdict([
    { name: 'sound', min: 20, max: 50 },
    { name: 'picture', min: 33, max: 40 },
  ]);
  expect(verdict).toEqual({ possible: true, latency: 33 });
});

test('T16 what blocks adds up, what leaks holds no more than itself', () => {
  const source = afterStage(NO_LATENCY, { min: 33, max: 33 });
  expect(afterStage(source, { min: 0, max: 100 })).toEqual({ min: 33, max: 133 });
  expect(afterStage(source, { min: 0, max: 100, leaks: true })).toEqual({ min: 33, max: 33 });
  expect(afterStage({ min: 33, max: 500 }, { min: 0, max: 100, leaks: true }).max).toBe(100);
});

test('T16 without a limit there is none, unless a queue leaks', () => {
  const endless = afterStage(NO_LATENCY, { min: 0, max: Infinity });
  expect(afterStage(endless, { min: 5, max: 5 }).max).toBe(Infinity);
  expect(afterStage(endless, { min: 0, max: 40, leaks: true }).max).toBe(40);
});

test('T16 where ways meet, the greatest least and the least greatest count', () => {
  const ways = [
    { min: 10, max: 90 },
    { min: 30, max: 50 },
  ];
  expect(joinLatency(ways)).toEqual({ min: 30, max: 50 });
  expect(joinLatency([])).toEqual(NO_LATENCY);
});
