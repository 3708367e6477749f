import { emptyPipeline, type NodeId } from '#pipeline/pipeline.ts';
import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import { testSpecOf } from '#testing/specs.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { setQueue } from './edges.ts';
import { moveNodes, renameNode } from './nodes.ts';
import { parsePipeline } from './parse.ts';
import { printPipeline } from './print.ts';

const runs = { seed: 20_261, numRuns: 150 };

test('a document prints as the format says, key by key', () => {
  const drawn = makePipeline({ camera: 'test/camera', blur: 'test/blur' }, [
    ['camera.frame', 'blur.frame'],
  ]);
  const named = renameNode(drawn, 'blur' as NodeId, 'Soft "focus"');
  const queued = setQueue(named, 'camera.frame→blur.frame', {
    capacity: 2,
    overflow: 'drop-oldest',
  });
  expect(printPipeline(queued, testSpecOf)).toBe(`{
  "format": "millrace.pipeline",
  "version": 1,
  "name": "Untitled",
  "nodes": [
    { "id": "camera", "operator": "test/camera", "operatorVersion": 1, "at": [0, 0], "params": { "rate": 30 } },
    { "id": "blur", "operator": "test/blur", "operatorVersion": 1, "title": "Soft \\"focus\\"", "at": [240, 0], "params": { "edge": "clamp", "fast": false, "radius": 3 } }
  ],
  "edges": [
    { "from": "camera.frame", "to": "blur.frame", "queue": { "overflow": "drop-oldest", "capacity": 2 } }
  ]
}
`);
});

test('an empty document prints empty lists', () => {
  expect(printPipeline(emptyPipeline, testSpecOf)).toBe(
    '{\n  "format": "millrace.pipeline",\n  "version": 1,\n  "name": "Untitled",\n  "nodes": [],\n  "edges": []\n}\n',
  );
});

test('what was printed reads back as it was', () => {
  fc.assert(
    fc.property(anyPipeline, (pipeline) => {
      const parsed = parsePipeline(printPipeline(pipeline, testSpecOf), testSpecOf);
      expect(parsed).toMatchObject({ ok: true });
      expect(parsed.ok && parsed.value).toEqual(pipeline);
    }),
    runs,
  );
});

test('export, import, export gives the same bytes', () => {
  fc.assert(
    fc.property(anyPipeline, (pipeline) => {
      const first = printPipeline(pipeline, testSpecOf);
      const parsed = parsePipeline(first, testSpecOf);
      expect(parsed.ok && printPipeline(parsed.value, testSpecOf)).toBe(first);
    }),
    runs,
  );
});

test('the order in which params were written changes no byte', () => {
  const node = (params: object): string =>
    JSON.stringify({
      ...emptyPipeline,
      nodes: [{ id: 'x', operator: 'far/unknown', operatorVersion: 3, at: [1, 2], params }],
    });
  const print = (text: string): string | false => {
    const parsed = parsePipeline(text, testSpecOf);
    return parsed.ok && printPipeline(parsed.value, testSpecOf);
  };
  const printed = print(node({ b: 1, a: { d: [], c: {} }, 10: null, 9: 'ß' }));
  expect(printed).toBe(print(node({ 9: 'ß', 10: null, a: { c: {}, d: [] }, b: 1 })));
  expect(printed).toContain(
    '"params": { "10": null, "9": "ß", "a": { "c": {}, "d": [] }, "b": 1 } }',
  );
});

test('a moved node is a difference of one line', () => {
  fc.assert(
    fc.property(anyPipeline, fc.nat(), (pipeline, pick) => {
      const node = pipeline.nodes[pick % Math.max(1, pipeline.nodes.length)];
      fc.pre(node !== undefined);
      const moved = moveNodes(pipeline, new Map([[node.id, [node.at[0] + 8, node.at[1]]]]));
      const before = printPipeline(pipeline, testSpecOf).split('\n');
      const after = printPipeline(moved, testSpecOf).split('\n');
      expect(after.length).toBe(before.length);
      expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
    }),
    runs,
  );
});
