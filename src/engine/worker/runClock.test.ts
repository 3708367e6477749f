import { expect, test } from 'vitest';
import { RunTime } from './runClock.ts';
import { type Thread, thisThread } from './thread.ts';

/** A thread whose clock is moved by hand, in ms; its origin is the epoch. */
function threadAt(): Thread & { ms: number } {
  return {
    ...thisThread,
    timeOrigin: 0,
    ms: 0,
    now() {
      return this.ms;
    },
  };
}

test('time begins with the sources, and stands still in a pause', () => {
  const thread = threadAt();
  const time = new RunTime(0, true, thread);
  thread.ms = 7500;
  time.begin(7_500_000);
  expect([time.now(), time.stoodFor]).toEqual([0, 7_500_000]);
  thread.ms = 7600;
  time.pause();
  thread.ms = 9000;
  expect(time.now()).toBe(100_000);
  time.resume();
  thread.ms = 9001;
  expect([time.now(), time.stoodFor]).toEqual([101_000, 8_900_000]);
});
