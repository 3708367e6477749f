import { expect, test } from 'vitest';
import { BufferPool } from './bufferPool.ts';
import { createSharedStore, emptied, SharedSlots } from './sharedSlots.ts';

const PAGE = 65_536;

test('a slot that was let go is taken again by whoever carved it', () => {
  const slots = new SharedSlots(createSharedStore(8 * PAGE));
  const first = slots.take(100)!;
  const slot = slots.slotOf(first)!;
  const second = slots.take(100)!;
  expect(second.byteOffset).not.toBe(first.byteOffset);
  slots.letGo(slot);
  expect(slots.take(90)!.byteOffset).toBe(first.byteOffset);
});

test('every view into a slot names it, in every worker', () => {
  const store = createSharedStore(8 * PAGE);
  const [here, there] = [new SharedSlots(store), new SharedSlots(store)];
  here.take(10);
  const large = here.take(2 * PAGE + 1)!;
  const last = there.view(large.byteOffset + 2 * PAGE, 1);
  expect(there.slotOf(last)).toBe(here.slotOf(large));
  expect(here.slotOf(new Uint8Array(10))).toBeUndefined();
  there.hold(there.slotOf(last)!);
  expect(here.holders(here.slotOf(large)!)).toBe(2);
});

test('two workers never carve the same memory', () => {
  const store = createSharedStore(64 * PAGE);
  const workers = [new SharedSlots(store), new SharedSlots(store)];
  const taken = Array.from({ length: 20 }, (_, i) => workers[i % 2]!.take(PAGE + 1)!.byteOffset);
  expect(new Set(taken).size).toBe(20);
  expect(taken.toSorted((a, b) => a - b)).toEqual(taken.map((_, i) => i * 2 * PAGE));
});

test('no slot is given where none is left, and one too large is given before that', () => {
  const slots = new SharedSlots(createSharedStore(6 * PAGE));
  const large = slots.take(5 * PAGE)!;
  expect(slots.take(PAGE)).toBeDefined();
  expect(slots.take(1)).toBeUndefined();
  slots.letGo(slots.slotOf(large)!);
  expect(slots.take(1)!.byteOffset).toBe(large.byteOffset);
});

test('the same memory for another run is all free', () => {
  const store = createSharedStore(2 * PAGE);
  new SharedSlots(store).take(2 * PAGE);
  const again = emptied(store);
  expect(again.memory).toBe(store.memory);
  expect(new SharedSlots(again).take(2 * PAGE)).toBeDefined();
});

test('a pool counts its own holders, and itself as one in the table', () => {
  const store = createSharedStore(4 * PAGE);
  const [sender, receiver] = [
    new BufferPool(new SharedSlots(store), true),
    new BufferPool(new SharedSlots(store)),
  ];
  const bytes = sender.takeBytes(10);
  sender.retain(bytes);
  expect(sender.alone(bytes)).toBe(false);
  sender.handOver(bytes);
  receiver.adopt(bytes);
  expect([sender.alone(bytes), receiver.alone(bytes)]).toEqual([false, false]);
  sender.release(bytes);
  expect([sender.held, receiver.held, receiver.alone(bytes)]).toEqual([0, 1, true]);
  receiver.release(bytes);
  expect(sender.takeBytes(10).byteOffset).toBe(bytes.byteOffset);
});

test('a slot that comes to a thread twice is held twice there, and once in the table', () => {
  const slots = new SharedSlots(createSharedStore(4 * PAGE));
  const [sender, receiver] = [new BufferPool(slots, true), new BufferPool(slots)];
  const bytes = sender.takeBytes(10);
  sender.retain(bytes);
  for (const pool of [sender, sender]) pool.handOver(bytes);
  for (const pool of [receiver, receiver]) pool.adopt(bytes);
  expect(slots.holders(slots.slotOf(bytes)!)).toBe(1);
  expect(receiver.alone(bytes)).toBe(false);
  receiver.release(bytes);
  expect(receiver.alone(bytes)).toBe(true);
  // And home again, where somebody else still holds it.
  receiver.retain(bytes);
  receiver.handOver(bytes);
  receiver.adopt(bytes);
  for (const pool of [receiver, receiver]) pool.release(bytes);
  expect([receiver.held, slots.holders(slots.slotOf(bytes)!)]).toEqual([0, 0]);
});

test('a pool without a slot left goes on with memory of its own', () => {
  const pool = new BufferPool(new SharedSlots(createSharedStore(PAGE)), true);
  const [shared, own] = [pool.takeBytes(PAGE), pool.takeBytes(PAGE)];
  expect([pool.shared(shared), pool.shared(own)]).toEqual([true, false]);
  pool.release(own);
  expect(pool.takeFree(PAGE)).toBe(own.buffer);
});
