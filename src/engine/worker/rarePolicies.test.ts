import type { InputPolicy } from '#contract/spec.ts';
import type { Gathering } from './gathering.ts';
import type { NodeInput } from './nodeInput.ts';
import { micros } from '#stream/micros.ts';
import { end, gather, input, push, take, takeAll } from '#testing/gatherings.ts';
import { expect, test } from 'vitest';

test('a barrier serves the oldest of each input, whatever their timestamps, and ends with the first', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], { kind: 'barrier' });
  push(a, 1, 2, 3);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.blocking).toBe(b);
  push(b, 100, 200);
  expect(takeAll(gathering)).toEqual([
    [
      ['a', 1],
      ['b', 100],
    ],
    [
      ['a', 2],
      ['b', 200],
    ],
  ]);
  end(b);
  expect(gathering.finished).toBe(true);
});

const newest: InputPolicy = { kind: 'fixed-size', trigger: 2, target: 1, cut: 'any' };

test('a fixed size keeps the newest of a full input, and nothing older on the others', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], newest);
  // b is known up to 3, so that 3 itself is the latest that may go.
  b.queue.advance(4);
  push(a, 1, 2, 3);
  expect(a.queue.first).toBe(3);
  push(b, 4);
  expect(takeAll(gathering)).toEqual([[['a', 3]]]);
  expect(a.read(0).dropped).toEqual({ 'queue-full': 2 });
});

test('a fixed size never cuts past what the slowest input has reached', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], newest);
  push(b, 1);
  push(a, 1, 2, 3);
  expect([a.queue.first, b.queue.first]).toEqual([1, 1]);
  expect(take(gathering)).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('a fixed size that asks all waits until all are full, and cuts at the earliest', () => {
  const [a, b] = [input('a'), input('b')];
  gather([a, b], { ...newest, cut: 'all' });
  push(a, 1, 2, 5);
  expect(a.queue.length).toBe(3);
  push(b, 3, 4);
  expect([a.queue.first, b.queue.first]).toEqual([5, 4]);
});

test('a fixed size loses nothing where nothing may be lost', () => {
  const [a, b] = [input('a'), input('b')];
  gather([a, b], newest, { lossless: true });
  push(b, 9);
  push(a, 1, 2, 3);
  expect(a.queue.length).toBe(3);
});

/** A mux of two, with the number to choose given beside its time. */
function switching(): {
  readonly gathering: Gathering;
  readonly ways: readonly NodeInput[];
  readonly choose: (time: number, way: number) => void;
  readonly select: NodeInput;
} {
  const [select, ...ways] = [input('select'), input('x'), input('y')];
  const gathering = gather([select!, ...ways], { kind: 'mux', select: 'select', ways: ['x', 'y'] });
  const choose = (time: number, way: number): void => {
    select!.queue.push({ timestamp: micros(time), payload: way }, 0);
  };
  return { gathering, ways, choose, select: select! };
}

test('a mux hands on the chosen input at that time, and passes over the others', () => {
  const { gathering, ways, choose, select } = switching();
  const [x, y] = ways;
  push(x!, 1, 2);
  push(y!, 1);
  choose(1, 1);
  // Passed over first, then served.
  expect(gathering.take(false)).toMatchObject({ set: undefined, chunks: [{ timestamp: 1 }] });
  expect(take(gathering)).toEqual([
    ['select', 1],
    ['y', 1],
  ]);
  choose(2, 1);
  expect(gathering.take(false)?.chunks).toHaveLength(1);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.blocking).toBe(y);
  y!.queue.advance(3);
  expect(take(gathering)).toEqual([['select', 2]]);
  end(select);
  expect(gathering.finished).toBe(true);
});

test('a mux passes over what lies before the next choice, as soon as that is known to come later', () => {
  const { gathering, ways, select } = switching();
  const [x] = ways;
  push(x!, 1, 2, 3);
  expect(gathering.take(false)).toBeUndefined();
  select.queue.advance(3);
  expect(gathering.take(false)).toMatchObject({
    set: undefined,
    chunks: [{ timestamp: 1 }, { timestamp: 2 }],
  });
  expect(gathering.take(false)).toBeUndefined();
  end(select);
  expect(gathering.take(false)).toBeUndefined();
  expect([gathering.finished, x!.queue.length]).toEqual([true, 1]);
});

test('a mux refuses a choice it does not have, with the range', () => {
  const { gathering, choose } = switching();
  choose(1, 2);
  expect(() => gathering.take(false)).toThrow("'select' must choose an input from 0 to 1, got 2.");
});

test('inputs are aligned to where the base is when the last of them begins', () => {
  const [base, k] = [input('base'), input('k')];
  const gathering = gather([base, k], { kind: 'align', base: 'base' });
  push(base, 1000);
  expect(take(gathering)).toEqual([['base', 1000]]);
  push(k, 7, 17);
  expect(take(gathering)).toBeUndefined();
  push(base, 1010, 1020, 1030);
  expect(takeAll(gathering)).toEqual([
    [
      ['base', 1010],
      ['k', 1010],
    ],
    [
      ['base', 1020],
      ['k', 1020],
    ],
  ]);
  expect(k.settled).toBe(1021);
  end(k, base);
  expect(takeAll(gathering)).toEqual([[['base', 1030]]]);
  expect(gathering.finished).toBe(true);
});

test('where nothing may depend on timing, the base waits until every other input has begun', () => {
  const [base, k] = [input('base'), input('k')];
  const gathering = gather([base, k], { kind: 'align', base: 'base' }, { lossless: true });
  push(base, 1000, 1010);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.blocking).toBe(k);
  push(k, 7);
  expect(takeAll(gathering)).toEqual([
    [
      ['base', 1000],
      ['k', 1000],
    ],
  ]);
});

test('a base that has not begun keeps the inputs waiting that are aligned to it', () => {
  const [base, k] = [input('base'), input('k')];
  const gathering = gather([base, k], { kind: 'align', base: 'base' });
  push(k, 7);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.blocking).toBe(base);
});
