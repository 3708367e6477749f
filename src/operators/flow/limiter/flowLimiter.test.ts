import { expect, test } from 'vitest';
import { type Decision, FlowLimiter } from './flowLimiter.ts';

const PERIOD = 33_333;
const WORK = 100_000;

interface Played {
  readonly out: readonly { readonly timestamp: number; readonly at: number }[];
  readonly dropped: readonly number[];
}

/**
 * A camera of so many frames before a section that takes `WORK` for each, one at a time. The clock of the
 * simulation is in µs, and a frame's timestamp is when it came.
 */
function play(
  limiter: FlowLimiter<number>,
  { frames, silent }: { readonly frames: number; readonly silent: (timestamp: number) => boolean },
): Played {
  const out: { timestamp: number; at: number }[] = [];
  const dropped: number[] = [];
  let busyUntil = 0;
  const endings: { at: number; timestamp: number }[] = [];
  const take = (now: number, decisions: readonly Decision<number>[]): void => {
    for (const { timestamp, allowed } of decisions) {
      if (!allowed) dropped.push(timestamp);
      else {
        out.push({ timestamp, at: now });
        busyUntil = Math.max(busyUntil, now) + (silent(timestamp) ? 1000 : WORK);
        endings.push({ at: busyUntil, timestamp });
      }
    }
  };
  const finishUntil = (now: number): void => {
    while (endings[0] && endings[0].at <= now) {
      const { at, timestamp } = endings.shift()!;
      // Where the section has no result its bound alone says that it is done.
      limiter.finished(timestamp);
      take(at, limiter.decide());
    }
  };
  for (let i = 0; i < frames; i++) {
    const now = i * PERIOD;
    finishUntil(now);
    limiter.arrive(now, i);
    take(now, limiter.decide());
  }
  return { out, dropped };
}

test('T9 one inside and one waiting: a slow section stays busy, and what it gets is never old', () => {
  const limiter = new FlowLimiter<number>({ maxInFlight: 1, maxInQueue: 1, timeout: 0 });
  const { out, dropped } = play(limiter, { frames: 60, silent: () => false });
  expect(out).toHaveLength(20);
  expect(dropped).toHaveLength(39);
  expect(Math.max(...out.map(({ timestamp, at }) => at - timestamp))).toBeLessThanOrEqual(PERIOD);
  const starts = out.map(({ at }) => at);
  expect(starts.slice(1).every((at, i) => at - starts[i]! <= WORK + PERIOD)).toBe(true);
});

test('T9 a section that has no result for a while does not stall', () => {
  const limiter = new FlowLimiter<number>({ maxInFlight: 1, maxInQueue: 1, timeout: 0 });
  const { out } = play(limiter, { frames: 60, silent: (timestamp) => timestamp < 500_000 });
  expect(out.filter(({ timestamp }) => timestamp < 400_000)).toHaveLength(13);
  expect(out.some(({ timestamp }) => timestamp > 1_500_000)).toBe(true);
});

test('T10 side inputs are dropped just where the main one was', () => {
  const limiter = new FlowLimiter<string>({ maxInFlight: 1, maxInQueue: 0, timeout: 0 });
  const decided = [10, 20, 30].flatMap((timestamp) => {
    limiter.arrive(timestamp, `m${timestamp}`);
    if (timestamp === 30) limiter.finished(10);
    return limiter.decide();
  });
  expect(decided.map(({ timestamp, allowed }) => [timestamp, allowed])).toEqual([
    [10, true],
    [20, false],
    [30, true],
  ]);
  expect([5, 10, 15, 20, 29, 30, 99].map((at) => limiter.decided.allowedAt(at))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
  limiter.decided.forgetBelow(25);
  expect([25, 30].map((at) => limiter.decided.allowedAt(at))).toEqual([false, true]);
});

test('a chunk that is never finished makes room after the timeout, in media time', () => {
  const limiter = new FlowLimiter<number>({ maxInFlight: 1, maxInQueue: 0, timeout: 50 });
  const allowed = [0, 40, 51].map((timestamp) => {
    limiter.arrive(timestamp, timestamp);
    return limiter.decide()[0]!.allowed;
  });
  expect(allowed).toEqual([true, false, true]);
});

test('what waits is not decided yet, and can be given back', () => {
  const limiter = new FlowLimiter<string>({ maxInFlight: 1, maxInQueue: 1, timeout: 0 });
  limiter.arrive(1, 'a');
  limiter.arrive(2, 'b');
  limiter.decide();
  expect(limiter.undecidedFrom).toBe(2);
  expect(limiter.takeWaiting()).toEqual(['b']);
  expect(limiter.undecidedFrom).toBeUndefined();
});
