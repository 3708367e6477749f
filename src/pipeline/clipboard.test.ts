import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import { testSpecOf } from '#testing/specs.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyNodes, pasteNodes } from './clipboard.ts';
import { emptyPipeline, type NodeId } from './pipeline.ts';
import { parsePipeline } from './parse.ts';
import { printPipeline } from './print.ts';

const pipeline = makePipeline(
  { camera: 'test/camera', blur: 'test/blur', 'blur-2': 'test/blur', end: 'test/recorder' },
  [
    ['camera.frame', 'blur.frame'],
    ['blur.frame', 'blur-2.frame'],
    ['blur-2.frame', 'end.video'],
  ],
);

test('a copy holds the chosen nodes and the edges among them, from the top left corner', () => {
  const fragment = copyNodes(pipeline, ['blur', 'blur-2'] as NodeId[]);
  expect(fragment.nodes.map(({ id, at }) => [id, at])).toEqual([
    ['blur', [0, 0]],
    ['blur-2', [240, 0]],
  ]);
  expect(fragment.edges).toEqual([{ from: 'blur.frame', to: 'blur-2.frame' }]);
});

test('pasted nodes get the next free ids and keep their edges', () => {
  const fragment = copyNodes(pipeline, ['blur', 'blur-2'] as NodeId[]);
  const pasted = pasteNodes(pipeline, fragment, [10.4, 20]);
  expect(pasted.ids).toEqual(['blur-3', 'blur-4']);
  expect(pasted.pipeline.nodes.slice(4).map(({ at }) => at)).toEqual([
    [10, 20],
    [250, 20],
  ]);
  expect(pasted.pipeline.edges.slice(3)).toEqual([{ from: 'blur-3.frame', to: 'blur-4.frame' }]);
});

test('a whole document from elsewhere is pasted with its corner at the cursor', () => {
  const far = {
    ...pipeline,
    nodes: pipeline.nodes.map((node) => ({ ...node, at: [node.at[0] + 900, 900] as const })),
  };
  const { pipeline: pasted } = pasteNodes(emptyPipeline, far, [0, 0]);
  expect(pasted.nodes.map(({ at }) => at)).toEqual(pipeline.nodes.map(({ at }) => at));
  expect(pasted.edges).toEqual(pipeline.edges);
});

test('pasting nothing gives the same object back', () => {
  expect(pasteNodes(pipeline, emptyPipeline, [0, 0])).toEqual({ pipeline, ids: [] });
  expect(pasteNodes(pipeline, emptyPipeline, [0, 0]).pipeline).toBe(pipeline);
});

test('pasting never collides, and the result is a document without problems', () => {
  fc.assert(
    fc.property(anyPipeline, anyPipeline, fc.nat(), (into, from, pick) => {
      const ids = from.nodes.map(({ id }) => id).filter((_, index) => (pick >> index) & 1);
      const fragment = copyNodes(from, ids);
      const pasted = pasteNodes(into, fragment, [3, 4]);
      const all = pasted.pipeline.nodes.map(({ id }) => id);
      expect(new Set(all).size).toBe(all.length);
      expect(all).toEqual([...into.nodes.map(({ id }) => id), ...pasted.ids]);
      expect(pasted.pipeline.edges.length).toBe(into.edges.length + fragment.edges.length);
      const near = {
        ...pasted.pipeline,
        nodes: pasted.pipeline.nodes.map((node) => ({ ...node, at: [0, 0] as const })),
      };
      expect(parsePipeline(printPipeline(near, testSpecOf), testSpecOf)).toMatchObject({
        ok: true,
      });
    }),
    { seed: 20_266, numRuns: 120 },
  );
});
