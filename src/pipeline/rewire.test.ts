import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import {
  blend,
  blur,
  camera,
  microphone,
  recorder,
  testSpecOf,
  testSpecs,
} from '#testing/specs.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { setQueue } from './edges.ts';
import { newNode } from './newNode.ts';
import { renameNode } from './nodes.ts';
import { edgeId, findNode, type NodeId, type Pipeline } from './pipeline.ts';
import { insertOnEdge, removeAndHeal, replaceOperator } from './rewire.ts';
import { findProblems } from './validate.ts';

const chain = makePipeline(
  { camera: 'test/camera', blur: 'test/blur', soft: 'test/blur', end: 'test/recorder' },
  [
    ['camera.frame', 'blur.frame'],
    ['blur.frame', 'soft.frame'],
    ['soft.frame', 'end.video'],
  ],
);

function edgesOf(pipeline: Pipeline): readonly string[] {
  return pipeline.edges.map(edgeId);
}

function errorsOf(pipeline: Pipeline): readonly string[] {
  return findProblems(pipeline, testSpecOf)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
}

test('a healed gap joins what came before to what came after', () => {
  const ids = ['blur', 'soft'] as NodeId[];
  const healed = removeAndHeal(chain, ids, testSpecOf);
  expect(healed.nodes.map(({ id }) => id)).toEqual(['camera', 'end']);
  expect(edgesOf(healed)).toEqual(['camera.frame→end.video']);
});

test('a gap with nothing fitting before it stays open', () => {
  const pipeline = makePipeline(
    { a: 'test/camera', b: 'test/blend', c: 'test/recorder', d: 'test/blur' },
    [
      ['a.frame', 'b.b'],
      ['b.frame', 'c.video'],
      ['b.frame', 'd.frame'],
    ],
  );
  expect(edgesOf(removeAndHeal(pipeline, ['b' as NodeId], testSpecOf))).toEqual([
    'a.frame→c.video',
    'a.frame→d.frame',
  ]);
  expect(edgesOf(removeAndHeal(pipeline, ['a' as NodeId], testSpecOf))).toEqual([
    'b.frame→c.video',
    'b.frame→d.frame',
  ]);
  expect(removeAndHeal(pipeline, ['nobody' as NodeId], testSpecOf)).toEqual(pipeline);
});

test('a new node goes into an edge by its first fitting ports', () => {
  const mix = newNode(chain, blend, [100, 0]);
  const inserted = insertOnEdge(chain, 'camera.frame→blur.frame', mix, testSpecOf);
  expect(findNode(inserted, mix.id)).toBe(mix);
  expect(edgesOf(inserted)).toEqual([
    'camera.frame→blend.a',
    'blend.frame→blur.frame',
    'blur.frame→soft.frame',
    'soft.frame→end.video',
  ]);
});

test('a node that is already placed is inserted by its free input', () => {
  const pipeline = makePipeline(
    { camera: 'test/camera', other: 'test/camera', mix: 'test/blend', end: 'test/recorder' },
    [
      ['camera.frame', 'end.video'],
      ['other.frame', 'mix.a'],
    ],
  );
  const mix = findNode(pipeline, 'mix' as NodeId)!;
  const inserted = insertOnEdge(pipeline, 'camera.frame→end.video', mix, testSpecOf);
  expect(inserted.nodes).toBe(pipeline.nodes);
  expect(edgesOf(inserted)).toEqual([
    'camera.frame→mix.b',
    'mix.frame→end.video',
    'other.frame→mix.a',
  ]);
});

test('the queue of a split edge stays on its first half', () => {
  const queued = setQueue(chain, 'camera.frame→blur.frame', { overflow: 'keep-latest' });
  const mix = newNode(chain, blend, [0, 0]);
  expect(
    insertOnEdge(queued, 'camera.frame→blur.frame', mix, testSpecOf).edges.slice(0, 2),
  ).toEqual([
    { from: 'camera.frame', to: 'blend.a', queue: { overflow: 'keep-latest' } },
    { from: 'blend.frame', to: 'blur.frame' },
  ]);
});

test('what does not fit into an edge, or is one of its ends, changes nothing', () => {
  const edge = 'camera.frame→blur.frame';
  for (const spec of [camera, microphone, recorder]) {
    expect(insertOnEdge(chain, edge, newNode(chain, spec, [0, 0]), testSpecOf)).toBe(chain);
  }
  const soft = findNode(chain, 'soft' as NodeId)!;
  const first = findNode(chain, 'blur' as NodeId)!;
  expect(insertOnEdge(chain, edge, first, testSpecOf)).toBe(chain);
  expect(insertOnEdge(chain, 'soft.frame→end.video', soft, testSpecOf)).toBe(chain);
  // `soft` comes after this edge already: its free input is none, and it would close a loop.
  expect(insertOnEdge(chain, edge, soft, testSpecOf)).toBe(chain);
  expect(insertOnEdge(chain, 'blur.frame→end.video', soft, testSpecOf)).toBe(chain);
});

test('a replaced node keeps id, title, place and fitting edges', () => {
  const named = renameNode(chain, 'blur' as NodeId, 'Mine');
  const replaced = replaceOperator(named, 'blur' as NodeId, blend, testSpecOf);
  expect(findNode(replaced, 'blur' as NodeId)).toEqual({
    id: 'blur',
    operator: 'test/blend',
    operatorVersion: 1,
    title: 'Mine',
    at: [240, 0],
    params: {},
  });
  expect(edgesOf(replaced)).toEqual([
    'camera.frame→blur.a',
    'blur.frame→soft.frame',
    'soft.frame→end.video',
  ]);
});

test('a replaced source keeps its followers and takes the given params', () => {
  const from = makePipeline({ pattern: 'test/blur', end: 'test/recorder', b: 'test/blur' }, [
    ['pattern.frame', 'end.video'],
    ['pattern.frame', 'b.frame'],
  ]);
  const replaced = replaceOperator(from, 'pattern' as NodeId, camera, testSpecOf, { rate: 15 });
  expect(edgesOf(replaced)).toEqual(['pattern.frame→end.video', 'pattern.frame→b.frame']);
  expect(findNode(replaced, 'pattern' as NodeId)?.params).toEqual({ rate: 15 });
  expect(findNode(replaced, 'b' as NodeId)).toBe(findNode(from, 'b' as NodeId));
});

test('two inputs never end in one port, and what fits nowhere goes', () => {
  const mixed = makePipeline(
    { x: 'test/camera', y: 'test/camera', mix: 'test/blend', end: 'test/recorder' },
    [
      ['x.frame', 'mix.a'],
      ['y.frame', 'mix.b'],
      ['mix.frame', 'end.video'],
    ],
  );
  expect(edgesOf(replaceOperator(mixed, 'mix' as NodeId, blur, testSpecOf))).toEqual([
    'x.frame→mix.frame',
    'mix.frame→end.video',
  ]);
  expect(edgesOf(replaceOperator(mixed, 'mix' as NodeId, microphone, testSpecOf))).toEqual([]);
});

test('no rewiring of a sound document makes an unsound one', () => {
  fc.assert(
    fc.property(anyPipeline, fc.nat(), fc.nat(), fc.nat(), (any, pick, which, edge) => {
      const node = any.nodes[pick % Math.max(1, any.nodes.length)];
      fc.pre(node !== undefined);
      const spec = testSpecs[which % testSpecs.length]!;
      const known = errorsOf(any);
      const without = known.filter((message) => !message.includes(`'${node.id}'`));
      expect(errorsOf(removeAndHeal(any, [node.id], testSpecOf))).toEqual(without);
      expect(errorsOf(replaceOperator(any, node.id, spec, testSpecOf))).toEqual(without);
      const cut = any.edges[edge % Math.max(1, any.edges.length)];
      if (!cut) return;
      expect(errorsOf(insertOnEdge(any, edgeId(cut), node, testSpecOf))).toEqual(known);
      const fresh = newNode(any, spec, [0, 0]);
      expect(errorsOf(insertOnEdge(any, edgeId(cut), fresh, testSpecOf))).toEqual(known);
    }),
    { seed: 20_265, numRuns: 150 },
  );
});
