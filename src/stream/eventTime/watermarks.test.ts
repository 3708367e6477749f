import { expect, test } from 'vitest';
import { boundedDisorder, HeldClock, Idleness } from './watermarks.ts';

test('a watermark lags behind the newest element by the disorder, and never goes back', () => {
  const generator = boundedDisorder(5);
  expect(generator.onTick()).toBe(-Infinity);
  const marks = [10, 3, 20, 19].map((timestamp) => {
    generator.onEvent(timestamp);
    return generator.onTick();
  });
  expect(marks).toEqual([4, 4, 14, 14]);
});

test('a stream is idle at the first tick after more than the timeout without an event', () => {
  const idleness = new Idleness(300);
  idleness.onEvent();
  const at = [0, 200, 400, 500, 700].map((now) => {
    idleness.onTick(now);
    return idleness.idle;
  });
  // The first tick sees the event; the countdown begins at the second.
  expect(at).toEqual([false, false, false, false, true]);
  idleness.onEvent();
  expect(idleness.idle).toBe(false);
});

test('T19 a stream that is held by back pressure does not become idle', () => {
  let now = 0;
  const clock = new HeldClock(() => now);
  const idleness = new Idleness(300);
  idleness.onEvent();
  idleness.onTick(clock.now());
  idleness.onTick(clock.now());
  clock.hold();
  for (now = 200; now <= 5_000; now += 200) idleness.onTick(clock.now());
  expect(idleness.idle).toBe(false);
  clock.release();
  now += 400;
  idleness.onTick(clock.now());
  expect(idleness.idle).toBe(true);
});
