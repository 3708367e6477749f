import { expect, test } from 'vitest';
import { createDriftMeter, driftWords } from './driftMeter.ts';

/** Readings for `seconds`, a hundred a second, of a clock that runs fast by `ppm` and tells it up to 20 ms late. */
function watch(ppm: number, seconds: number) {
  const meter = createDriftMeter();
  let state = 7;
  for (let k = 0; k < seconds * 100; k++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const late = (state / 2 ** 32) ** 2 * 20_000;
    const host = 1_700_000_000_000_000 + k * 10_000;
    meter.add(k * 10_000 * (1 + ppm / 1e6), host + late);
  }
  return meter;
}

test('F17 two clocks that drift apart by 0.1 % in an hour are measured to the ppm', () => {
  const audio = watch(1000, 3600).ppm!;
  const video = watch(-20, 3600).ppm!;
  expect(Math.abs(audio - 1000)).toBeLessThan(1.5);
  expect(Math.abs(video + 20)).toBeLessThan(1.5);
  expect(Math.abs(audio - video - 1020)).toBeLessThan(3);
});

test('a minute tells a clock of 100 ppm from one of 50', () => {
  expect(Math.abs(watch(100, 60).ppm! - 100)).toBeLessThan(20);
});

test('nothing is said before half a minute', () => {
  expect(watch(100, 20).ppm).toBeUndefined();
});

test('a clock that stood still, or began anew, is measured anew', () => {
  const meter = createDriftMeter();
  for (let k = 0; k < 6000; k++) meter.add(k * 10_000, k * 10_000);
  expect(meter.ppm).toBeCloseTo(0, 6);
  for (let k = 0; k < 100; k++) meter.add(k * 10_000, 3.6e9 + k * 10_000);
  expect(meter.ppm).toBeUndefined();
  for (let k = 0; k < 6000; k++) meter.add(k * 10_000, 3.6e9 + k * 10_001);
  expect(meter.ppm).toBeCloseTo(-100, 0);
});

test('the words have a sign', () => {
  expect([12.4, -3.6, 0.2, undefined].map(driftWords)).toEqual([
    '+12 ppm',
    '−4 ppm',
    '0 ppm',
    'not known yet',
  ]);
});
