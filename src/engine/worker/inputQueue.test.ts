import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { micros } from '#stream/micros.ts';
import { defaultQueue, OVERFLOW_POLICIES, type QueueSettings } from '#stream/queueSettings.ts';
import { grayFrame } from '#testing/payloads.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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
