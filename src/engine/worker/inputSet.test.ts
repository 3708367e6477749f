import type { InputPart } from '#engine/protocol.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { DONE, micros } from '#stream/micros.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockingInput, settledBound, takeSet } from './inputSet.ts';
import { Memory } from './memory.ts';
import { NodeInput } from './nodeInput.ts';

function input(port: string, sync = true): NodeInput {
  const part: InputPart = {
    port,
    sync,
    edge: `s.out→n.${port}` as EdgeId,
    link: 'fused',
    queue: defaultQueue('value/number'),
    credit: 1,
  };
  return new NodeInput(part, new Memory());
}

const push = (to: NodeInput, ...times: readonly number[]): void => {
  for (const t of times) to.queue.push({ timestamp: micros(t), payload: t }, 0);
};

const take = (inputs: readonly NodeInput[]): readonly [number, ...string[]] | undefined => {
  const taken = takeSet(inputs, false);
  return taken && [taken.timestamp, ...Object.keys(taken.set)];
};

test('T2 chunks of one timestamp make one input set, whichever came first', () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const ports = { a: input('a'), b: input('b') };
    const inputs = Object.values(ports);
    for (const name of order) push(ports[name as 'a' | 'b'], 5);
    expect(take(inputs)).toEqual([5, 'a', 'b']);
    expect(take(inputs)).toBeUndefined();
  }
});

test('an input set waits until its timestamp is settled on every input', () => {
  const [a, b] = [input('a'), input('b')];
  push(a, 5);
  expect(take([a, b])).toBeUndefined();
  expect(blockingInput([a, b])).toBe(b);
  b.queue.advance(5);
  expect(take([a, b])).toBeUndefined();
  b.queue.advance(6);
  expect(take([a, b])).toEqual([5, 'a']);
  expect(settledBound([a, b])).toBe(6);
});

test('T3 what is left is served alone once the other input has ended', () => {
  const [a, b] = [input('a'), input('b')];
  push(a, 1, 2);
  push(b, 1);
  b.queue.advance(DONE);
  expect(take([a, b])).toEqual([1, 'a', 'b']);
  expect(take([a, b])).toEqual([2, 'a']);
  a.queue.advance(DONE);
  expect([a, b].every(({ queue }) => queue.finished)).toBe(true);
});

test('an `any` input never waits for its neighbours, and nobody waits for it', () => {
  const [a, b] = [input('a'), input('b', false)];
  push(b, 7);
  expect(take([a, b])).toEqual([7, 'b']);
  push(a, 3);
  expect(take([a, b])).toEqual([3, 'a']);
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
      const served: number[] = [];
      const serve = (): void => {
        for (let set = take(inputs); set; set = take(inputs)) served.push(set[0]);
      };
      while (sides.some((side) => side.left.length > 0)) {
        const [one, other] = leftFirst.next().value ? sides : sides.toReversed();
        const side = one!.left.length > 0 ? one! : other!;
        push(side.input, side.left.shift()!);
        serve();
      }
      for (const { queue } of inputs) queue.advance(DONE);
      serve();
      expect(served).toEqual([...new Set([...left, ...right])].toSorted((x, y) => x - y));
    }),
    { seed: 5, numRuns: 200 },
  );
});
