import type { Need } from '#engine/protocol.ts';
import { input } from '#testing/gatherings.ts';
import { micros } from '#stream/micros.ts';
import { expect, test } from 'vitest';
import { InStep } from './inStep.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { SyncSets } from './syncSets.ts';
import type { WorkerScope } from './workerScope.ts';

const LATENCY_MS = 50;

/** A sink on a clock that the test sets, in ms; media time 0 is at 0. Chunks last 10 ms. */
function sink() {
  const clock = { now: 0 };
  const timers: { readonly at: number; readonly call: () => void }[] = [];
  let woken = 0;
  const scope = {
    thread: {
      now: () => clock.now,
      startTimer: (ms: number, call: () => void) => {
        const timer = { at: clock.now + ms, call };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    ageAt: (timestamp: number, at: number) => at * 1000 - timestamp,
    schedule: () => void (woken += 1),
  } as unknown as WorkerScope;
  const into = input('in', { link: 'local' });
  const said: Need[] = [];
  into.tellUp = (need) => void said.push(need);
  const node = { inputs: [into], part: { inStepUs: LATENCY_MS * 1000 } } as unknown as NodeRuntime;
  const step = new InStep(node, new SyncSets([into], { processBounds: false }), scope);
  return {
    step,
    said,
    timers,
    into,
    woken: () => woken,
    come(ms: number, at: number) {
      clock.now = at;
      into.push({ timestamp: micros(ms * 1000), duration: micros(10_000), payload: ms }, at);
    },
    take(at: number) {
      clock.now = at;
      return step.take(false)?.chunks.map(({ payload }) => payload);
    },
  };
}

test('§11 a chunk that is early is served L after its timestamp, and no sooner', () => {
  const { come, take, timers, woken, step } = sink();
  come(0, 20);
  expect(take(20)).toBeUndefined();
  expect(timers.map(({ at }) => at)).toEqual([50]);
  timers[0]!.call();
  expect(woken()).toBe(1);
  expect(take(50)).toEqual([0]);
  expect(step.reading).toEqual({ jitterMs: -30, proportion: 1, late: 0 });
});

test('§11 a chunk that is late by more than it lasts, and by more than 20 ms, is dropped as late', () => {
  const { come, take, into, step } = sink();
  come(0, 0);
  expect(take(50)).toEqual([0]);
  // At 10 ms + 50 ms + 20 ms it is just in time.
  come(10, 80);
  expect(take(80)).toEqual([10]);
  come(20, 91);
  come(30, 92);
  expect(take(92)).toEqual([30]);
  expect(into.read(92).dropped).toEqual({ late: 1 });
  expect(step.reading.late).toBe(1);
});

test('§11 something is shown once a second, even if all of it is late', () => {
  const { come, take } = sink();
  const shown: unknown[] = [];
  for (let ms = 0; ms < 2500; ms += 10) {
    come(ms, ms + 500);
    shown.push(...(take(ms + 500) ?? []));
  }
  // The first, and then whenever the last one was more than a second ago.
  expect(shown).toEqual([0, 1010, 2020]);
});

test('§11 proportion is the running average of time between arrivals over duration', () => {
  const { come, take, step } = sink();
  let expected = 1;
  for (let i = 0; i < 6; i++) {
    // Every 20 ms comes a chunk that lasts 10.
    come(10 * i, 20 * i);
    take(20 * i + 60);
    if (i > 0) expected += (2 - expected) / 8;
  }
  expect(step.reading.proportion).toBeCloseTo(expected, 12);
});

test('§11 what is needed is said upstream at most ten times a second', () => {
  const { come, take, said } = sink();
  for (let i = 0; i <= 100; i++) {
    come(10 * i, 10 * i + 5);
    take(10 * i + 50);
  }
  expect(said.length).toBe(11);
  expect(said[0]).toMatchObject({ kind: 'overflow', timestamp: 0, jitter: -45_000 });
  come(2000, 2200);
  take(2200);
  expect(said.at(-1)).toMatchObject({ kind: 'underflow', timestamp: 2_000_000, jitter: 150_000 });
});

test('what is stepped through is shown at once', () => {
  const { come, step } = sink();
  come(5000, 0);
  expect(step.take(true)?.chunks.length).toBe(1);
});
