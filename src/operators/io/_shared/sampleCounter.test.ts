import { expect, test } from 'vitest';
import { sampleCounter } from './sampleCounter.ts';

test('T22 ten hours of 128-sample blocks at 44.1 kHz stay within one sample of the true time', () => {
  const place = sampleCounter();
  const blocks = Math.floor((10 * 3600 * 44_100) / 128);
  let worst = 0;
  for (let k = 0; k < blocks; k++) {
    const exact = (k * 128 * 1e6) / 44_100;
    // Reported times jitter by up to half a block.
    const jitter = ((k * 7919) % 1000) * 1.4 - 700;
    const { timestamp } = place(exact + (k === 0 ? 0 : jitter), 128, 44_100);
    worst = Math.max(worst, Math.abs(timestamp - exact));
  }
  expect(worst).toBeLessThan(1e6 / 44_100);
});

test('a gap of more than one block is marked and moves the counter', () => {
  const place = sampleCounter();
  expect(place(0, 480, 48_000)).toEqual({ timestamp: 0, duration: 10_000, discontinuity: false });
  expect(place(19_000, 480, 48_000)).toMatchObject({ timestamp: 10_000, discontinuity: false });
  expect(place(60_000, 480, 48_000)).toMatchObject({ timestamp: 60_000, discontinuity: true });
  expect(place(70_000, 480, 48_000)).toMatchObject({ timestamp: 70_000, discontinuity: false });
});

test('a change of rate is marked; time goes on where the last block ended', () => {
  const place = sampleCounter();
  place(0, 480, 48_000);
  expect(place(10_000, 441, 44_100)).toEqual({
    timestamp: 10_000,
    duration: 10_000,
    discontinuity: true,
  });
});

test('reported times that run backwards never make the stream do so', () => {
  const place = sampleCounter();
  place(500_000, 480, 48_000);
  expect(place(0, 480, 48_000)).toMatchObject({ timestamp: 510_000, discontinuity: true });
});

test('blocks reported early and then on time again lose nothing', () => {
  const place = sampleCounter();
  const reported = [50_000, 20_000, 40_000, 80_000, 90_000];
  const places = reported.map((at) => place(at, 480, 48_000));
  expect(places.map(({ timestamp }) => timestamp)).toEqual([
    50_000, 60_000, 70_000, 80_000, 90_000,
  ]);
  expect(places.some(({ discontinuity }) => discontinuity)).toBe(false);
});

test('a device clock that drifts is followed once it is 200 ms away', () => {
  const place = sampleCounter();
  let marked = 0;
  for (let k = 0; k < 30_000; k++) {
    const at = k * 10_000 * 1.001;
    const { timestamp, discontinuity } = place(at, 480, 48_000);
    if (discontinuity) marked += 1;
    expect(Math.abs(timestamp - at)).toBeLessThan(211_000);
  }
  // 300 s at 1 ‰ are 300 ms, so once is enough.
  expect(marked).toBe(1);
});

test('the anchor maps reported times and is asked only where the counter starts', () => {
  const asked: number[] = [];
  const place = sampleCounter((at) => {
    asked.push(at);
    return at + 1_000_000;
  });
  place(5_000, 480, 48_000);
  expect(place(15_000, 480, 48_000).timestamp).toBe(1_015_000);
  expect(asked).toEqual([5_000]);
});
