import type { EdgeQueue, NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { emptyPipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { runDifference } from './runDifference.ts';

const pipeline: Pipeline = {
  ...emptyPipeline,
  nodes: [
    { id: 'tone' as NodeId, operator: 'io/tone', operatorVersion: 1, at: [0, 0], params: {} },
    {
      id: 'gain' as NodeId,
      operator: 'audio/gain',
      operatorVersion: 1,
      at: [9, 0],
      params: { gain: 1 },
    },
  ],
  edges: [{ from: 'tone.audio', to: 'gain.audio' }],
};

function changed(index: number, change: Partial<Pipeline['nodes'][number]>): Pipeline {
  return {
    ...pipeline,
    nodes: pipeline.nodes.map((node, i) => (i === index ? { ...node, ...change } : node)),
  };
}

test('a moved, renamed or folded node is no business of the run', () => {
  for (const change of [
    { at: [5, 5] as const },
    { title: 'Quieter' },
    { collapsed: true as const },
  ]) {
    expect(runDifference(pipeline, changed(1, change))).toEqual({ kind: 'none' });
  }
  expect(runDifference(pipeline, { ...pipeline, name: 'Other' })).toEqual({ kind: 'none' });
});

test('new params name their node and nothing else', () => {
  const after = changed(1, { params: { gain: 2 } });
  expect(runDifference(pipeline, after)).toEqual({
    kind: 'settings',
    nodes: [after.nodes[1]],
    edges: [],
  });
});

test('new limits name their edge; limits that only stand in another order are the same', () => {
  const queued = (queue: EdgeQueue): Pipeline => {
    return { ...pipeline, edges: [{ ...pipeline.edges[0]!, queue }] };
  };
  const after = queued({ overflow: 'drop-oldest', capacity: 2 });
  expect(runDifference(pipeline, after)).toEqual({
    kind: 'settings',
    nodes: [],
    edges: after.edges,
  });
  const turned = queued({ capacity: 2, overflow: 'drop-oldest' });
  expect(runDifference(after, turned)).toEqual({ kind: 'none' });
});

test('nodes, modes and edges need a new plan', () => {
  const plans: Pipeline[] = [
    { ...pipeline, nodes: [], edges: [] },
    changed(1, { mode: 'muted' }),
    changed(1, { operator: 'audio/level' }),
    { ...pipeline, edges: [] },
    { ...pipeline, edges: [{ from: 'tone.audio', to: 'gain.audio', loopback: true }] },
  ];
  for (const after of plans) expect(runDifference(pipeline, after)).toEqual({ kind: 'plan' });
});
