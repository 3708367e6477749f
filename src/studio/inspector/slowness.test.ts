import type { NodeSnapshot } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { slownessOf } from './slowness.ts';

const id = 'edges' as NodeId;
const rest = 'blur' as NodeId;

function node(busy: number, more: Partial<NodeSnapshot> = {}): NodeSnapshot {
  const share = { busy, waiting: 1 - busy, pressured: 0 };
  return { share, worker: 0, rate: 6, dropRate: 14, p50: 101, ...more } as NodeSnapshot;
}

test('a node that drops because it fills its time is slower than its input', () => {
  expect(slownessOf({ [id]: node(0.95) }, id)).toBe(
    'A chunk takes 101 ms and the next comes after 50 ms, so 14.0 a second are dropped.',
  );
});

test('a node that takes most of a full worker is slow, though others share it', () => {
  expect(slownessOf({ [id]: node(0.68), [rest]: node(0.3) }, id)).toMatch(/^A chunk takes 101 ms/);
  expect(slownessOf({ [id]: node(0.2), [rest]: node(0.75) }, id)).toBeUndefined();
});

test('a node that drops nothing, or has time left, is not slow', () => {
  expect(slownessOf({ [id]: node(0.95, { dropRate: 0.2 }) }, id)).toBeUndefined();
  expect(slownessOf({ [id]: node(0.5), [rest]: node(0.9, { worker: 1 }) }, id)).toBeUndefined();
  expect(slownessOf({}, id)).toBeUndefined();
});
