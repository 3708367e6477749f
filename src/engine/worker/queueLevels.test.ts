import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { DONE, micros } from '#stream/micros.ts';
import { defaultQueue, type QueueSettings } from '#stream/queueSettings.ts';
import { expect, test } from 'vitest';
import { InputQueue } from './inputQueue.ts';

const at = (timestamp: number, duration?: number): Chunk => ({
  timestamp: micros(timestamp),
  payload: timestamp,
  ...(duration === undefined ? {} : { duration: micros(duration) }),
});

function queueOf(settings: Partial<QueueSettings>) {
  const lost: (readonly [number, DropReason])[] = [];
  const all = { ...defaultQueue('value/number'), ...settings };
  const queue = new InputQueue(all, ({ timestamp }, reason) => lost.push([timestamp, reason]));
  return { queue, lost, all };
}

const take = (queue: InputQueue): number | undefined => queue.shift()?.timestamp;

test('T12 reading begins at the fill level, and again after the queue ran empty', () => {
  const { queue } = queueOf({ leastChunks: 3 });
  for (const t of [1, 2]) queue.push(at(t), 0);
  expect([queue.length, queue.size, take(queue), queue.first]).toEqual([0, 2, undefined, DONE]);
  // A join knows all the same what comes next here.
  expect(queue.settled).toBe(1);
  queue.push(at(3), 0);
  // Once begun it goes on below the level.
  expect([take(queue), take(queue), take(queue)]).toEqual([1, 2, 3]);
  queue.push(at(4), 0);
  expect([queue.length, take(queue)]).toEqual([0, undefined]);
});

test('T12 a fill level in seconds counts to the end of the newest chunk; with one in chunks, both', () => {
  const { queue } = queueOf({ leastSeconds: 0.5 });
  queue.push(at(0, 400_000), 0);
  expect(queue.length).toBe(0);
  queue.push(at(400_000, 100_000), 0);
  expect(queue.length).toBe(2);
  const both = queueOf({ leastSeconds: 0.5, leastChunks: 3 }).queue;
  for (const t of [0, 600_000]) both.push(at(t), 0);
  expect(both.length).toBe(0);
  both.push(at(600_001), 0);
  expect(both.length).toBe(3);
});

test('T12 the end, a full queue, and a lower level end the wait', () => {
  const ended = queueOf({ leastChunks: 3 }).queue;
  ended.push(at(1), 0);
  ended.advance(DONE);
  expect([ended.length, take(ended), ended.finished]).toEqual([1, 1, true]);
  const full = queueOf({ leastSeconds: 100, capacity: 2 }).queue;
  for (const t of [1, 2]) full.push(at(t), 0);
  expect(full.length).toBe(2);
  const { queue: lowered, all } = queueOf({ leastChunks: 3 });
  lowered.push(at(1), 0);
  lowered.change({ ...all, leastChunks: 1 });
  expect(lowered.length).toBe(1);
});

test('T12 what leaks while it fills is lost, and the level is waited for all the same', () => {
  const { queue, lost } = queueOf({
    overflow: 'drop-oldest',
    capacity: 8,
    bytes: 17,
    leastChunks: 3,
  });
  for (const t of [1, 2]) queue.push(at(t), 0);
  expect(lost).toEqual([]);
  queue.clear('cancelled');
  expect([queue.size, queue.length]).toEqual([0, 0]);
  expect(lost.length).toBe(2);
});

test('T12 a queue that is flushed at the end gives up what waits, and counts it', () => {
  const { queue, lost } = queueOf({ flushOnEnd: true });
  for (const t of [1, 2, 3]) queue.push(at(t), 0);
  expect(take(queue)).toBe(1);
  queue.advance(DONE);
  expect(lost).toEqual([
    [2, 'cancelled'],
    [3, 'cancelled'],
  ]);
  expect(queue.finished).toBe(true);
});

test('T12 overruns, underruns and starts are counted', () => {
  const blocks = queueOf({ capacity: 2, leastChunks: 2 }).queue;
  blocks.push(at(1), 0);
  expect([blocks.overruns, blocks.underruns, blocks.starts]).toEqual([0, 0, 0]);
  blocks.push(at(2), 0);
  expect([blocks.overruns, blocks.underruns, blocks.starts]).toEqual([1, 0, 1]);
  take(blocks);
  take(blocks);
  expect([blocks.overruns, blocks.underruns, blocks.starts]).toEqual([1, 1, 1]);
  const drops = queueOf({ overflow: 'drop-newest', capacity: 2 }).queue;
  for (const t of [1, 2, 3, 4]) drops.push(at(t), 0);
  expect([drops.overruns, drops.underruns, drops.starts]).toEqual([2, 0, 1]);
});
