import { expect, test } from 'vitest';
import { createLagWatch } from './lagWatch.ts';

/** What is found missing over `seconds` of 10 ms blocks; `lag` in µs at a time in s, beside up to 40 ms of jitter. */
function missing(seconds: number, lag: (time: number) => number): readonly number[] {
  const watch = createLagWatch();
  const found: number[] = [];
  let state = 3;
  let shift = 0;
  for (let k = 0; k < seconds * 100; k++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const device = k * 10_000;
    const host = 5e9 + device + lag(k / 100) + (state / 2 ** 32) * 40_000;
    const late = watch(device + shift, host);
    shift += late;
    if (late > 0) found.push(late);
  }
  return found;
}

test('jitter and a clock that drifts by 0.9 ‰ are not taken for a loss', () => {
  expect(missing(600, () => 0)).toEqual([]);
  expect(missing(600, (time) => time * 900)).toEqual([]);
  expect(missing(600, (time) => -time * 900)).toEqual([]);
});

test('a clock that drifts by 1 % all the time is not taken for a loss', () => {
  expect(missing(600, (time) => time * 10_000)).toEqual([]);
  expect(missing(600, (time) => -time * 10_000)).toEqual([]);
});

test('sound that was never made is found beside such a drift', () => {
  const [first, ...others] = missing(60, (time) => time * 8000 + (time < 30 ? 0 : 150_000));
  expect(Math.abs(first! - 150_000)).toBeLessThan(20_000);
  expect(others).toEqual([]);
});

test('sound that was never made is found once, to a few ms', () => {
  const [first, ...others] = missing(60, (time) => (time < 20 ? 0 : 150_000));
  expect(Math.abs(first! - 150_000)).toBeLessThan(3000);
  expect(others).toEqual([]);
});

test('an audio thread that is starved all the time is found again and again', () => {
  // 3 % too slow for a minute.
  const found = missing(60, (time) => time * 30_000);
  const sum = found.reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(1_600_000);
  expect(sum).toBeLessThan(1_850_000);
});
