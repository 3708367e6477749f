import { planPipeline } from '#engine/plan.ts';
import { micros } from '#stream/micros.ts';
import { sketch } from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { offSnapshot } from './nodeSnapshot.ts';
import { progressOf } from './runProgress.ts';
import type { NodeSnapshot } from './snapshot.ts';

const pipeline = sketch(
  [
    ['a', 'count'],
    ['b', 'count'],
    ['pair', 'pair'],
  ],
  [
    ['a.out', 'pair.a'],
    ['b.out', 'pair.b'],
  ],
);
const plan = planPipeline(pipeline, testCatalog().specOf, { mode: 'batch', workers: 2 });

function source(reached: number, end: number, state: NodeSnapshot['state'] = 'running') {
  return { ...offSnapshot, state, progress: { reached: micros(reached), end: micros(end) } };
}

test('the source with most of its way before it tells how far the run is, and how long it takes', () => {
  const nodes = { a: source(60, 100), b: source(50, 200), pair: offSnapshot };
  expect(progressOf(plan, nodes, 1000)).toEqual({ progress: { share: 0.25, leftMs: 3000 } });
});

test('a source that ended holds nothing up', () => {
  const nodes = { a: source(99, 100, 'ended'), b: source(150, 200) };
  expect(progressOf(plan, nodes, 300)).toEqual({ progress: { share: 0.75, leftMs: 100 } });
});

test('the first moment is too early for a guess, and a source that does not know its end forbids one', () => {
  const tooEarly = { a: source(0, 100), b: source(9, 9) };
  const untold = { a: source(50, 100), b: offSnapshot };
  expect(progressOf(plan, tooEarly, 50)).toEqual({
    progress: { share: 0 },
  });
  expect(progressOf(plan, untold, 50)).toEqual({});
});
