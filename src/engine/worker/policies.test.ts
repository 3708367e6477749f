import { end, gather, input, push, take, takeAll } from '#testing/gatherings.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

test('T2 chunks of one timestamp make one input set, whichever came first', () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const ports = { a: input('a'), b: input('b') };
    const gathering = gather(Object.values(ports));
    for (const name of order) push(ports[name as 'a' | 'b'], 5);
    expect(takeAll(gathering)).toEqual([
      [
        ['a', 5],
        ['b', 5],
      ],
    ]);
  }
});

test('an input set waits until its timestamp is settled on every input', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b]);
  push(a, 5);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.blocking).toBe(b);
  b.queue.advance(5);
  expect(take(gathering)).toBeUndefined();
  b.queue.advance(6);
  expect(take(gathering)).toEqual([['a', 5]]);
  expect(gathering.settled).toBe(6);
});

test('T3 what is left is served alone once the other input has ended, and then it is over', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b]);
  push(a, 1, 2);
  push(b, 1);
  end(b);
  expect(takeAll(gathering).map((set) => set.length)).toEqual([2, 1]);
  expect(gathering.finished).toBe(false);
  end(a);
  expect(gathering.finished).toBe(true);
});

test('an `any` input never waits for its neighbours, and nobody waits for it', () => {
  const [a, b] = [input('a'), input('b', { sync: false })];
  const gathering = gather([a, b]);
  push(b, 7);
  expect(take(gathering)).toEqual([['b', 7]]);
  push(a, 3);
  expect(take(gathering)).toEqual([['a', 3]]);
});

test('inputs of a named set wait for each other only', () => {
  const [a, b, c] = [input('a'), input('b', { set: 'slow' }), input('c', { set: 'slow' })];
  const gathering = gather([a, b, c]);
  push(a, 1, 9);
  push(b, 4);
  expect(takeAll(gathering)).toEqual([[['a', 1]], [['a', 9]]]);
  push(c, 4);
  expect(take(gathering)).toEqual([
    ['b', 4],
    ['c', 4],
  ]);
});

test('where bounds are processed, every newly settled time is served once, with a chunk or without', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], { kind: 'sync' }, { processBounds: true });
  expect(take(gathering)).toBeUndefined();
  a.queue.advance(10);
  expect(take(gathering)).toBeUndefined();
  b.queue.advance(6);
  expect(take(gathering)).toEqual([]);
  expect(take(gathering)).toBeUndefined();
  push(b, 8);
  // Settled up to 8 on one and 9 on the other: the chunk at 8 and no time of its own.
  expect(take(gathering)).toEqual([['b', 8]]);
  expect(take(gathering)).toBeUndefined();
  end(b);
  expect(take(gathering)).toEqual([]);
  end(a);
  expect(take(gathering)).toBeUndefined();
  expect(gathering.finished).toBe(true);
});

test('an `any` input whose bounds are processed tells its end while others go on', () => {
  const [a, b] = [input('a', { sync: false }), input('b', { sync: false })];
  const gathering = gather([a, b], { kind: 'sync' }, { processBounds: true });
  end(b);
  expect(takeAll(gathering)).toEqual([[]]);
  push(a, 3);
  expect(takeAll(gathering)).toEqual([[['a', 3]]]);
});

test('an early close ends with the first input, and leaves what waits on the others', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], { kind: 'early-close' });
  push(a, 1, 2);
  push(b, 1);
  end(b);
  expect(takeAll(gathering).length).toBe(1);
  expect([gathering.finished, a.queue.length]).toEqual([true, 1]);
});

test('an early close in batch is behind the last chunk of the first input that ends, whenever that is known', () => {
  const [a, b] = [input('a'), input('b')];
  const gathering = gather([a, b], { kind: 'early-close' }, { lossless: true });
  push(a, 1, 2, 3);
  push(b, 1);
  b.queue.advance(4);
  expect(takeAll(gathering).length).toBe(1);
  push(b, 5);
  expect(takeAll(gathering).length).toBe(2);
  expect(gathering.finished).toBe(false);
  end(a, b);
  expect([takeAll(gathering).length, gathering.finished]).toEqual([0, true]);
});

test('sync inputs see every timestamp once, ascending, however the arrivals interleave', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 15 });
  fc.assert(
    fc.property(times, times, fc.infiniteStream(fc.boolean()), (left, right, leftFirst) => {
      const sides = [left, right].map((list, i) => ({
        input: input(i === 0 ? 'a' : 'b'),
        left: list.toSorted((x, y) => x - y),
      }));
      const inputs = sides.map((side) => side.input);
      const gathering = gather(inputs);
      const served: number[] = [];
      const serve = (): void => {
        for (const set of takeAll(gathering)) served.push(set[0]![1]);
      };
      while (sides.some((side) => side.left.length > 0)) {
        const [one, other] = leftFirst.next().value ? sides : sides.toReversed();
        const side = one!.left.length > 0 ? one! : other!;
        push(side.input, side.left.shift()!);
        serve();
      }
      end(...inputs);
      serve();
      expect(served).toEqual([...new Set([...left, ...right])].toSorted((x, y) => x - y));
    }),
    { seed: 5, numRuns: 200 },
  );
});
