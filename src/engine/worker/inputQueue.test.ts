import type { Chunk } from '#stream/chunk.ts';
import { type DropReason, totalDrops } from '#stream/dropReason.ts';
import { boundAfter, DONE, micros } from '#stream/micros.ts';
import { defaultQueue, OVERFLOW_POLICIES, type QueueSettings } from '#stream/queueSettings.ts';
import { audioBlock, grayFrame } from '#testing/payloads.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DropCounter } from './counters.ts';
import { InputQueue } from './inputQueue.ts';

const number = (timestamp: number): Chunk => ({ timestamp: micros(timestamp), payload: timestamp });

function queueOf(settings: Partial<QueueSettings>): {
  readonly queue: InputQueue;
  readonly lost: (readonly [number, DropReason])[];
} {
  const lost: (readonly [number, DropReason])[] = [];
  const all = { ...defaultQueue('value/number'), ...settings };
  const queue = new InputQueue(all, ({ timestamp }, reason) => lost.push([timestamp, reason]));
  return { queue, lost };
}

const drain = (queue: InputQueue): readonly number[] => {
  const timestamps: number[] = [];
  for (let chunk = queue.shift(); chunk; chunk = queue.shift()) timestamps.push(chunk.timestamp);
  return timestamps;
};

test('drop-oldest keeps the newest chunks', () => {
  const { queue, lost } = queueOf({ overflow: 'drop-oldest', capacity: 2 });
  for (const t of [1, 2, 3, 4]) queue.push(number(t), 0);
  expect(lost).toEqual([
    [1, 'queue-full'],
    [2, 'queue-full'],
  ]);
  expect(drain(queue)).toEqual([3, 4]);
});

test('drop-newest keeps the oldest chunks and the bound still advances', () => {
  const { queue, lost } = queueOf({ overflow: 'drop-newest', capacity: 2 });
  for (const t of [1, 2, 3]) queue.push(number(t), 0);
  expect(lost).toEqual([[3, 'queue-full']]);
  expect(queue.bound).toBe(4);
  expect(drain(queue)).toEqual([1, 2]);
  expect(queue.settled).toBe(4);
});

test('keep-latest holds one chunk', () => {
  const { queue, lost } = queueOf({ overflow: 'keep-latest', capacity: 1 });
  for (const t of [1, 2, 3]) queue.push(number(t), 0);
  expect(lost.map(([t]) => t)).toEqual([1, 2]);
  expect(drain(queue)).toEqual([3]);
});

test('a queue is full by bytes alone, and one chunk over the limit is admitted alone', () => {
  const frame = (timestamp: number): Chunk => ({
    timestamp: micros(timestamp),
    payload: grayFrame([[1, 2, 3, 4]]),
  });
  const { queue, lost } = queueOf({ overflow: 'drop-oldest', capacity: 100, bytes: 3 });
  queue.push(frame(1), 0);
  expect(queue.full).toBe(true);
  expect(lost).toEqual([]);
  queue.push(frame(2), 0);
  expect(lost).toEqual([[1, 'queue-full']]);
  expect(drain(queue)).toEqual([2]);
  expect(queue.bytes).toBe(0);
});

test('a chunk below the bound is refused with both numbers', () => {
  const { queue } = queueOf({});
  queue.push(number(10), 0);
  expect(() => queue.push(number(10), 0)).toThrow('at least 11 was expected, but 10 came');
  queue.advance(20);
  expect(() => queue.push(number(15), 0)).toThrow('at least 20 was expected, but 15 came');
});

test('every chunk is delivered or dropped exactly once, in order, whatever the policy', () => {
  const action = fc.oneof(fc.constant('push'), fc.constant('shift'), fc.constant('clear'));
  fc.assert(
    fc.property(
      fc.constantFrom(...OVERFLOW_POLICIES),
      fc.integer({ min: 1, max: 5 }),
      fc.array(action, { maxLength: 200 }),
      (overflow, capacity, actions) => {
        const settings = { overflow, capacity: overflow === 'keep-latest' ? 1 : capacity };
        const { queue, lost } = queueOf(settings);
        const taken: number[] = [];
        let sent = 0;
        for (const act of actions) {
          if (act === 'push') queue.push(number(sent++), 0);
          else if (act === 'shift')
            taken.push(...(queue.length > 0 ? [queue.shift()!.timestamp] : []));
          else queue.clear('cancelled');
          const limit = overflow === 'block' ? sent : settings.capacity;
          expect(queue.length).toBeLessThanOrEqual(limit);
        }
        taken.push(...drain(queue));
        expect(taken).toEqual(taken.toSorted((a, b) => a - b));
        const seen = [...taken, ...lost.map(([t]) => t)].toSorted((a, b) => a - b);
        expect(seen).toEqual(Array.from({ length: sent }, (_, i) => i));
        expect(queue.bytes).toBe(0);
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

test('T12 a queue is full by bytes only, at the limit and not before it', () => {
  const frame = (timestamp: number): Chunk => ({
    timestamp: micros(timestamp),
    payload: grayFrame([[1, 2, 3, 4]]),
  });
  const { queue } = queueOf({ capacity: 100, bytes: 8 });
  queue.push(frame(1), 0);
  expect([queue.bytes, queue.full]).toEqual([4, false]);
  queue.push(frame(2), 0);
  expect([queue.bytes, queue.full]).toEqual([8, true]);
});

/** 10 ms of sound that begins at `ms`. */
const sound = (ms: number): Chunk => ({
  timestamp: micros(ms * 1000),
  duration: micros(10_000),
  payload: audioBlock(8000, [0]),
});

test('T12 a queue is full by time only, the length of the newest chunk included', () => {
  const { queue, lost } = queueOf({ overflow: 'drop-oldest', capacity: 100, seconds: 0.03 });
  for (const ms of [0, 10]) queue.push(sound(ms), 0);
  expect([queue.span, queue.full]).toEqual([20_000, false]);
  queue.push(sound(20), 0);
  expect([queue.span, queue.full]).toEqual([30_000, true]);
  queue.push(sound(30), 0);
  expect(lost).toEqual([[0, 'queue-full']]);
  expect(drain(queue)).toEqual([10_000, 20_000, 30_000]);
});

const marks = (queue: InputQueue): readonly (readonly [number, boolean])[] => {
  const seen: (readonly [number, boolean])[] = [];
  for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
    const { payload } = chunk;
    const gap = typeof payload === 'object' && payload.kind === 'audio' && payload.discontinuity;
    seen.push([chunk.timestamp / 1000, gap === true]);
  }
  return seen;
};

test('T12 sound that comes behind a gap says so: what leaves next, or what is taken in next', () => {
  const oldest = queueOf({ overflow: 'drop-oldest', capacity: 2 }).queue;
  for (const ms of [0, 10, 20]) oldest.push(sound(ms), 0);
  expect(marks(oldest)).toEqual([
    [10, true],
    [20, false],
  ]);
  const newest = queueOf({ overflow: 'drop-newest', capacity: 2 }).queue;
  for (const ms of [0, 10, 20]) newest.push(sound(ms), 0);
  newest.shift();
  for (const ms of [30, 40]) newest.push(sound(ms), 0);
  expect(marks(newest)).toEqual([
    [10, false],
    [30, true],
  ]);
  const latest = queueOf({ overflow: 'keep-latest', capacity: 1 }).queue;
  for (const ms of [0, 10]) latest.push(sound(ms), 0);
  expect(marks(latest)).toEqual([[10, true]]);
});

test('T12 a limit that is lowered while chunks wait loses the oldest at once, a raised one none', () => {
  const { queue, lost } = queueOf({ overflow: 'drop-oldest', capacity: 5 });
  for (const t of [1, 2, 3, 4, 5]) queue.push(number(t), 0);
  queue.change({ ...queue.settings, capacity: 2 });
  expect(lost.map(([t]) => t)).toEqual([1, 2, 3]);
  queue.change({ ...queue.settings, capacity: 9 });
  queue.push(number(6), 0);
  expect(drain(queue)).toEqual([4, 5, 6]);
});

test('T12 the bound and the end outlive a leak: control is never lost', () => {
  const { queue } = queueOf({ overflow: 'keep-latest', capacity: 1 });
  queue.push(number(1), 0);
  queue.advance(7);
  queue.push(number(7), 0);
  queue.advance(DONE);
  expect(queue.bound).toBe(DONE);
  expect(drain(queue)).toEqual([7]);
  expect(queue.finished).toBe(true);
});

test.each(OVERFLOW_POLICIES.filter((policy) => policy !== 'block'))(
  'T13 every drop of %s advances the bound and one counter, once',
  (overflow) => {
    const counter = new DropCounter();
    const settings = { ...defaultQueue('value/number', overflow), overflow };
    const queue = new InputQueue(settings, (_, reason) => counter.add(reason));
    for (let t = 0; t < 50; t++) {
      queue.push(number(t), 0);
      expect(queue.bound).toBe(boundAfter(micros(t)));
      expect(totalDrops(counter.read()) + queue.length).toBe(t + 1);
    }
    expect(Object.keys(counter.read())).toEqual(['queue-full']);
  },
);

test('what comes behind the end is lost, and counted', () => {
  const { queue, lost } = queueOf({});
  queue.push(number(1), 0);
  queue.advance(DONE);
  queue.push(number(2), 0);
  expect(lost).toEqual([[2, 'cancelled']]);
  expect([queue.length, queue.bound]).toEqual([1, DONE]);
});
