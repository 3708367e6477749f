import { offSnapshot } from '#engine/nodeSnapshot.ts';
import type { EdgeSnapshot, NodeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import type { EndLatency } from '#pipeline/latency/latencyBudget.ts';
import { casePipeline, lintSpecs } from '#testing/lintCases.ts';
import { expect, test } from 'vitest';
import { latencyRows } from './latencyRows.ts';

const pipeline = casePipeline({ edges: ['camera.frame hold.in', 'hold.out show.in'] });
const specOf = (id: string) => lintSpecs.find((spec) => spec.id === id);
const way = pipeline.nodes.map(({ id }) => id);
const end: EndLatency = { end: way[2]!, min: 533_000, max: 533_000, way };

test('before a run, what an operator holds back is told, and who holds nothing is not', () => {
  expect(latencyRows(end, { pipeline, specOf, snapshot: undefined })).toEqual([
    { node: 'hold', kind: 'held', ms: 500, waitsMs: 0 },
  ]);
});

test('while it runs, every step tells what it takes and what has queued before it', () => {
  const node: NodeSnapshot = { ...offSnapshot, state: 'running', p50: 4 };
  const nodes = Object.fromEntries(way.map((id) => [id, node]));
  const edges = { 'hold.out→show.in': { oldestMs: 12 } as EdgeSnapshot };
  const snapshot: RunSnapshot = {
    state: 'running',
    elapsedMs: 0,
    nodes,
    edges,
    workers: [],
    violations: [],
  };
  expect(latencyRows(end, { pipeline, specOf, snapshot })).toEqual([
    { node: 'camera', kind: 'takes', ms: 4, waitsMs: 0 },
    { node: 'hold', kind: 'takes', ms: 504, waitsMs: 0 },
    { node: 'show', kind: 'takes', ms: 4, waitsMs: 12 },
  ]);
});
