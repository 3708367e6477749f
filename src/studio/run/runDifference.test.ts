import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { micros } from '#stream/micros.ts';
import { z } from 'zod';
import type { EdgeQueue, NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { emptyPipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { runDifference } from './runDifference.ts';

/** `test/show` shows its chunks as late as its delay says. */
const show = defineSpec({
  id: 'test/show',
  title: 'Show',
  doc: 'Test.',
  category: 'sinks',
  glyph: 'M2 8h12',
  inputs: {},
  outputs: {},
  params: z.strictObject({ delay: z.number().default(0), volume: z.number().default(0) }),
  synchronises: ({ delay }) => ({ delay: micros(delay) }),
}) as OperatorSpec;

const difference = (before: Pipeline, after: Pipeline) =>
  runDifference(before, after, (operator) => (operator === show.id ? show : undefined));

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
    expect(difference(pipeline, changed(1, change))).toEqual({ kind: 'none' });
  }
  expect(difference(pipeline, { ...pipeline, name: 'Other' })).toEqual({ kind: 'none' });
});

test('new params name their node and nothing else', () => {
  const after = changed(1, { params: { gain: 2 } });
  expect(difference(pipeline, after)).toEqual({
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
  expect(difference(pipeline, after)).toEqual({
    kind: 'settings',
    nodes: [],
    edges: after.edges,
  });
  const turned = queued({ capacity: 2, overflow: 'drop-oldest' });
  expect(difference(after, turned)).toEqual({ kind: 'none' });
});

test('nodes, modes and edges need a new plan', () => {
  const plans: Pipeline[] = [
    { ...pipeline, nodes: [], edges: [] },
    changed(1, { mode: 'muted' }),
    changed(1, { operator: 'audio/level' }),
    { ...pipeline, edges: [] },
    { ...pipeline, edges: [{ from: 'tone.audio', to: 'gain.audio', loopback: true }] },
  ];
  for (const after of plans) expect(difference(pipeline, after)).toEqual({ kind: 'plan' });
});

test('when chunks are shown is planned for all sinks: another time is another plan', () => {
  const shown = changed(1, { operator: 'test/show', params: { delay: 5 } });
  const later = changed(1, { operator: 'test/show', params: { delay: 9 } });
  const louder = changed(1, { operator: 'test/show', params: { delay: 5, volume: 1 } });
  expect(difference(shown, later)).toEqual({ kind: 'plan' });
  expect(difference(shown, louder)).toMatchObject({ kind: 'settings' });
});
