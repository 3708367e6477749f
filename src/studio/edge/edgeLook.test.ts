import type { EdgeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { edgeLook, lineWidth } from './edgeLook.ts';

const id: EdgeId = 'a.frame→b.frame';

const quiet: EdgeSnapshot = {
  sent: 90,
  delivered: 90,
  dropped: {},
  queued: 0,
  ahead: 0,
  capacity: 3,
  bytes: 0,
  oldestMs: 0,
  span: 0,
  bound: 0,
  quietMs: 0,
  rate: 30,
  rateOut: 30,
  dropRate: 0,
  grown: 0,
};

function run(edge: Partial<EdgeSnapshot>, state: RunSnapshot['state'] = 'running'): RunSnapshot {
  return {
    state,
    elapsedMs: 3000,
    nodes: {},
    edges: { [id]: { ...quiet, ...edge } },
    workers: [],
    violations: [],
  };
}

test('an edge is idle before the first run, after a run, and while nothing comes', () => {
  const idle = { state: 'idle', width: 1.5, fill: 0 };
  expect(edgeLook(undefined, id)).toEqual(idle);
  expect(edgeLook(run({}, 'done'), id)).toEqual(idle);
  expect(edgeLook(run({ rate: 0 }), id)).toEqual(idle);
});

test('a flowing edge with an empty queue shows no gauge', () => {
  expect(edgeLook(run({}), id)).toMatchObject({ state: 'flowing', fill: 0 });
});

test('a fused edge is never full, having no queue', () => {
  expect(edgeLook(run({ capacity: 0 }), id).state).toBe('flowing');
});

test('the gauge is filled as far as the queue is', () => {
  expect(edgeLook(run({ queued: 1, capacity: 4 }), id)).toMatchObject({
    state: 'filling',
    fill: 5,
  });
  expect(edgeLook(run({ queued: 3, capacity: 4 }), id)).toMatchObject({ fill: 15 });
  expect(edgeLook(run({ queued: 1, capacity: 500 }), id)).toMatchObject({ fill: 2 });
});

test('a full queue is full, and dropping says more than full', () => {
  expect(edgeLook(run({ queued: 3 }), id)).toMatchObject({ state: 'full', fill: 20 });
  expect(edgeLook(run({ queued: 3, dropRate: 3.8 }), id)).toMatchObject({
    state: 'dropping',
    fill: 20,
  });
});

test('the width of a line grows by equal steps for equal ratios of the rate, up to 4 px', () => {
  expect(lineWidth(0)).toBe(1.5);
  expect(lineWidth(200)).toBe(4);
  expect(lineWidth(1e9)).toBe(4);
  const [first, second] = [lineWidth(9) - lineWidth(2.333), lineWidth(29) - lineWidth(9)];
  expect(Math.abs(first - second)).toBeLessThan(0.11);
});
