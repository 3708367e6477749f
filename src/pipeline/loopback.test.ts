import { defineSpec, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import { testSpecOf } from '#testing/specs.ts';
import { documentOf } from '#testing/documents.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { connectionProblem } from './connection.ts';
import { connect } from './edges.ts';
import { findLoops } from './loops.ts';
import { newNode } from './newNode.ts';
import { emptyPipeline, type NodeId, type Pipeline } from './pipeline.ts';
import { parsePipeline } from './parse.ts';
import { printPipeline } from './print.ts';
import { insertOnEdge } from './rewire.ts';

const video = { type: 'video/raw', doc: 'Pictures.' } as const;

/** Takes pictures as they come, on both inputs. */
const mill = defineSpec({
  id: 'test/mill',
  title: 'Mill',
  doc: 'Grinds.',
  category: 'video',
  glyph: 'M2 8h12',
  inputs: { main: { ...video, arrival: 'any' }, loop: { ...video, arrival: 'any' } },
  outputs: { frame: video },
  params: z.strictObject({}),
}) as OperatorSpec;

const specOf: SpecOf = (id) => (id === mill.id ? mill : testSpecOf(id));

function drawn(): Pipeline {
  let pipeline: Pipeline = emptyPipeline;
  for (const spec of [testSpecOf('test/camera')!, mill, testSpecOf('test/blur')!]) {
    pipeline = { ...pipeline, nodes: [...pipeline.nodes, newNode(pipeline, spec, [0, 0])] };
  }
  return connect(connect(pipeline, 'camera.frame', 'mill.main'), 'mill.frame', 'blur.frame');
}

test('an edge that closes a loop may enter an input that waits for none, and says that it leads back', () => {
  expect(connectionProblem(drawn(), 'blur.frame', 'mill.loop', specOf)).toBeUndefined();
  const looped = connect(drawn(), 'blur.frame', 'mill.loop');
  expect(looped.edges.at(-1)).toEqual({ from: 'blur.frame', to: 'mill.loop', loopback: true });
  expect(findLoops(new Map(looped.edges.entries()))).toEqual([]);
});

test('a document keeps its loop-backs, and prints them in schema order', () => {
  const looped = connect(drawn(), 'blur.frame', 'mill.loop');
  const queued: Pipeline = {
    ...looped,
    edges: looped.edges.map((edge) =>
      edge.loopback
        ? {
            ...edge,
            queue: {
              flushOnEnd: true,
              leastChunks: 2,
              leastSeconds: 0.25,
              seconds: 0.5,
              bytes: 4000,
              capacity: 2,
            },
          }
        : edge,
    ),
  };
  const text = printPipeline(queued, specOf);
  expect(text).toContain(
    '{ "from": "blur.frame", "to": "mill.loop", "loopback": true, "queue": { "capacity": 2, "bytes": 4000, "seconds": 0.5, "leastChunks": 2, "leastSeconds": 0.25, "flushOnEnd": true } }',
  );
  const parsed = parsePipeline(text, specOf);
  expect(parsed).toEqual({ ok: true, value: queued, warnings: [] });
});

test('a loop without a loop-back is refused with how to declare one', () => {
  const text = documentOf({ mill: ['test/mill'], blur: ['test/blur'] }, [
    'mill.frame → blur.frame',
    'blur.frame → mill.loop',
  ]);
  const parsed = parsePipeline(text, specOf);
  expect(!parsed.ok && parsed.problems).toMatchObject([
    {
      where: '/edges/1',
      fix: 'Remove one of its edges, or say "loopback": true on the one that leads back.',
    },
  ]);
});

test('a node put into a loop-back leaves its second half leading back', () => {
  const looped = connect(drawn(), 'blur.frame', 'mill.loop');
  const soft = { ...looped.nodes.find(({ id }) => id === 'blur')!, id: 'soft' as NodeId };
  const next = insertOnEdge(looped, 'blur.frame→mill.loop', soft, specOf);
  expect(next.edges.slice(-2)).toEqual([
    { from: 'blur.frame', to: 'soft.frame' },
    { from: 'soft.frame', to: 'mill.loop', loopback: true },
  ]);
});
