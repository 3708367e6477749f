import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  moveNodes,
  removeNodes,
  renameNode,
  renamePipeline,
  setCollapsed,
  setMode,
  setParam,
  setParams,
} from './nodes.ts';
import { findNode, type NodeId, type Pipeline, splitPortRef } from './pipeline.ts';

const camera = 'camera' as NodeId;
const blur = 'blur' as NodeId;
const nobody = 'nobody' as NodeId;
const pipeline = makePipeline({ camera: 'test/camera', blur: 'test/blur', end: 'test/recorder' }, [
  ['camera.frame', 'blur.frame'],
  ['blur.frame', 'end.video'],
]);

function node(of: Pipeline, id: NodeId): Pipeline['nodes'][number] {
  return findNode(of, id)!;
}

test('a removed node takes its edges with it', () => {
  const left = removeNodes(pipeline, [blur]);
  expect(left.nodes.map(({ id }) => id)).toEqual(['camera', 'end']);
  expect(left.edges).toEqual([]);
});

test('no edge outlives its nodes', () => {
  fc.assert(
    fc.property(anyPipeline, fc.array(fc.nat(), { maxLength: 5 }), (any, picks) => {
      const ids = picks.flatMap((pick) => any.nodes[pick % any.nodes.length]?.id ?? []);
      const left = removeNodes(any, ids);
      const there = new Set(left.nodes.map(({ id }) => id));
      expect(there.size).toBe(any.nodes.length - new Set(ids).size);
      for (const { from, to } of left.edges) {
        expect(there).toContain(splitPortRef(from).node);
        expect(there).toContain(splitPortRef(to).node);
      }
    }),
    { seed: 20_264, numRuns: 200 },
  );
});

test('nodes move to whole pixels', () => {
  const moved = moveNodes(pipeline, new Map([[camera, [-3.6, 7.2]]]));
  expect(node(moved, camera).at).toEqual([-4, 7]);
  expect(node(moved, blur)).toBe(node(pipeline, blur));
});

test('params are set one by one or some at once; the others stay', () => {
  expect(node(setParam(pipeline, blur, 'radius', 9), blur).params).toEqual({
    radius: 9,
    edge: 'clamp',
    fast: false,
  });
  expect(node(setParams(pipeline, blur, { fast: true, edge: 'mirror' }), blur).params).toEqual({
    radius: 3,
    edge: 'mirror',
    fast: true,
  });
});

test('a title is trimmed, and an empty one gives the name back to the operator', () => {
  const named = renameNode(pipeline, blur, '  Soft ');
  expect(node(named, blur).title).toBe('Soft');
  expect(renameNode(named, blur, undefined)).toEqual(pipeline);
  expect(node(renameNode(named, blur, ' '), blur)).not.toHaveProperty('title');
});

test('mode and folding are set and lifted without a trace', () => {
  const muted = setMode(pipeline, [camera, blur], 'muted');
  expect(muted.nodes.map(({ mode }) => mode)).toEqual(['muted', 'muted', undefined]);
  expect(setMode(muted, [camera, blur], undefined)).toStrictEqual(pipeline);
  const folded = setCollapsed(pipeline, [blur], true);
  expect(node(folded, blur).collapsed).toBe(true);
  expect(setCollapsed(folded, [blur], false)).toStrictEqual(pipeline);
});

test.each<[string, (pipeline: Pipeline) => Pipeline]>([
  ['removing nobody', (it) => removeNodes(it, [nobody])],
  ['moving to the same place', (it) => moveNodes(it, new Map([[blur, [240.3, 0]]]))],
  ['moving nobody', (it) => moveNodes(it, new Map([[nobody, [1, 1]]]))],
  ['an equal param', (it) => setParam(it, blur, 'radius', 3)],
  ['a param of nobody', (it) => setParam(it, nobody, 'radius', 3)],
  ['an equal file', (it) => setParams(it, blur, structuredClone(node(it, blur).params))],
  ['taking no title away', (it) => renameNode(it, blur, undefined)],
  ['an empty title', (it) => renameNode(it, blur, '')],
  ['lifting no mode', (it) => setMode(it, [blur], undefined)],
  ['opening what is open', (it) => setCollapsed(it, [blur], false)],
  ['an empty name', (it) => renamePipeline(it, '  ')],
  ['the same name', (it) => renamePipeline(it, 'Untitled')],
])('%s gives the same object back', (_, change) => {
  expect(change(pipeline)).toBe(pipeline);
});

test('titles, names and places are kept within what a document holds', () => {
  expect(node(renameNode(pipeline, blur, 'x'.repeat(300)), blur).title).toHaveLength(200);
  expect(renamePipeline(pipeline, 'x'.repeat(300)).name).toHaveLength(200);
  expect(node(moveNodes(pipeline, new Map([[blur, [2e6, -2e6]]])), blur).at).toEqual([1e6, -1e6]);
});

test('the document is renamed', () => {
  expect(renamePipeline(pipeline, ' Edges ').name).toBe('Edges');
});
