import type { RunClock } from '#contract/env.ts';
import { micros } from '#stream/micros.ts';
import { expect, test } from 'vitest';
import { Playhead } from './playhead.ts';

/** A clock that stands where it is set and notes what was waited for. */
function standingClock(paced = true) {
  const waited: number[] = [];
  const state = { now: 0, waited };
  const clock: RunClock = {
    paced,
    now: () => micros(state.now),
    until: (time) => {
      waited.push(time);
      return Promise.resolve();
    },
    fromDevice: (timestamp) => micros(timestamp),
  };
  return { state, clock };
}

const { signal } = new AbortController();

test('twice as fast is due in half the time; a change counts from where the stream is', async () => {
  const { clock, state } = standingClock();
  const playhead = new Playhead(clock, 2);
  await playhead.wait(1_000_000, signal);
  playhead.reached(2_000_000);
  playhead.setSpeed(0.5);
  await playhead.wait(2_500_000, signal);
  expect(state.waited).toEqual([500_000, 1_000_000 + 1_000_000]);
});

test('a source more than a second late goes on from now instead of catching up', async () => {
  const { clock, state } = standingClock();
  const playhead = new Playhead(clock, 1);
  state.now = 900_000;
  await playhead.wait(0, signal);
  state.now = 5_000_000;
  await playhead.wait(100_000, signal);
  await playhead.wait(200_000, signal);
  expect(state.waited).toEqual([0, 5_000_000, 5_100_000]);
});

test('a pass begins where the one before ended, and frames always move on', () => {
  const playhead = new Playhead(standingClock().clock, 1);
  expect(playhead.frameAt(0)).toBe(0);
  expect(playhead.frameAt(0)).toBe(1);
  playhead.reached(1_000_000);
  expect(playhead.passed).toBe(1_000_000);
  playhead.nextPass();
  expect(playhead.frameAt(0)).toBe(1_000_000);
  expect(playhead.at(500)).toBe(1_000_500);
  expect(playhead.passed).toBe(0);
});

test('batch mode never waits', async () => {
  const { clock, state } = standingClock(false);
  await new Playhead(clock, 1).wait(1_000_000, signal);
  expect(state.waited).toEqual([]);
});
