import {
  type Edge,
  type EdgeQueue,
  emptyPipeline,
  type NodeId,
  type Pipeline,
  type PortRef,
} from '#pipeline/pipeline.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { heavyWorkers } from './parts.ts';
import { z } from 'zod';
import { planPipeline, type Plan } from './plan.ts';

const video = { type: 'video/raw', doc: 'Frames.' } as const;
const common = {
  title: 'Test',
  doc: 'Test.',
  category: 'video',
  glyph: 'M0 0',
  params: z.strictObject({}),
} as const;

const specs: readonly OperatorSpec[] = [
  defineSpec({
    ...common,
    id: 't/file',
    inputs: {},
    outputs: { out: { ...video, caps: { format: 'I420' } } },
  }),
  defineSpec({
    ...common,
    id: 't/gray',
    title: 'Gray',
    inputs: { in: { ...video, caps: { format: 'GRAY8' } } },
    outputs: {},
  }),
  defineSpec({ ...common, id: 't/camera', live: true, inputs: {}, outputs: { out: video } }),
  defineSpec({ ...common, id: 't/pass', inputs: { in: video }, outputs: { out: video } }),
  defineSpec({
    ...common,
    id: 't/network',
    heavy: true,
    inputs: { in: { ...video, capacity: 200 } },
    outputs: { out: video },
  }),
  defineSpec({ ...common, id: 't/join', inputs: { a: video, b: video }, outputs: { out: video } }),
];

type EdgeSketch = readonly [from: string, to: string, queue?: EdgeQueue];

function plan(nodes: Readonly<Record<string, string>>, edges: readonly EdgeSketch[]): Plan {
  const pipeline: Pipeline = {
    ...emptyPipeline,
    nodes: Object.entries(nodes).map(([id, operator]) => ({
      id: id as NodeId,
      operator: `t/${operator}`,
      operatorVersion: 1,
      at: [0, 0] as const,
      params: {},
    })),
    edges: edges.map(([from, to, queue]): Edge => {
      const [source, target] = [`${from}.out` as PortRef, to as PortRef];
      return { from: source, to: target, ...(queue ? { queue } : {}) };
    }),
  };
  const specOf = (operator: string): OperatorSpec | undefined =>
    specs.find(({ id }) => id === operator);
  return planPipeline(pipeline, specOf, { mode: 'live', workers: 2 });
}

const groups = ({ tasks }: Plan): readonly (readonly string[])[] => tasks.map(({ nodes }) => nodes);

test('what one file feeds is one task, joins included', () => {
  const made = plan({ f: 'file', a: 'pass', b: 'pass', j: 'join' }, [
    ['f', 'a.in'],
    ['f', 'b.in'],
    ['a', 'j.a'],
    ['b', 'j.b'],
  ]);
  expect(groups(made)).toEqual([['f', 'a', 'b', 'j']]);
  expect(made.edges.every(({ queued }) => !queued)).toBe(true);
});

test('a device is alone in its task, its edges drop the oldest, and the work is on another worker', () => {
  const made = plan({ c: 'camera', a: 'pass', b: 'pass' }, [
    ['c', 'a.in'],
    ['a', 'b.in'],
  ]);
  expect(groups(made)).toEqual([['c'], ['a', 'b']]);
  expect(made.tasks.map(({ worker }) => worker)).toEqual([0, 1]);
  expect(made.edges[0]).toMatchObject({
    queued: true,
    queue: { overflow: 'drop-oldest', capacity: 3 },
  });
  expect(made.live).toBe(true);
});

test('branches of different sources never share a task; where they meet a new one begins', () => {
  const made = plan({ f: 'file', g: 'file', a: 'pass', j: 'join', z: 'pass' }, [
    ['f', 'a.in'],
    ['a', 'j.a'],
    ['g', 'j.b'],
    ['j', 'z.in'],
  ]);
  expect(groups(made)).toEqual([['f', 'a'], ['g'], ['j', 'z']]);
  expect(made.tasks.map(({ distance }) => distance)).toEqual([1, 1, 0]);
});

test('heavy nodes have workers of their own, and more may wait for them', () => {
  const made = plan({ c: 'camera', n: 'network', m: 'network', a: 'pass', j: 'join' }, [
    ['c', 'n.in'],
    ['c', 'm.in'],
    ['n', 'a.in'],
    ['n', 'j.a'],
    ['c', 'j.b'],
  ]);
  expect(groups(made)).toEqual([['c'], ['n', 'a'], ['m'], ['j']]);
  // The join is beside neither network nor capture.
  expect(made.tasks.map(({ worker }) => worker)).toEqual([0, 2, 3, 1]);
  expect(made.workers).toBe(4);
  expect([...heavyWorkers(made)]).toEqual([2, 3]);
  expect(made.edges[0]!.queue).toMatchObject({ overflow: 'drop-oldest', capacity: 200 });
});

test('a queue in the document cuts the edge', () => {
  const made = plan({ f: 'file', a: 'pass' }, [['f', 'a.in', { overflow: 'keep-latest' }]]);
  expect(groups(made)).toEqual([['f'], ['a']]);
  expect(made.edges[0]!.queue).toMatchObject({ overflow: 'keep-latest', capacity: 1 });
});

test('nodes without what they need are left out, and those that need them', () => {
  const made = plan({ f: 'file', j: 'join', z: 'pass', lonely: 'pass', unknown: 'nothing' }, [
    ['f', 'j.a'],
    ['j', 'z.in'],
  ]);
  expect([...made.skipped].toSorted()).toEqual(['j', 'lonely', 'unknown', 'z']);
  expect(groups(made)).toEqual([['f']]);
});

test('a batch run refuses a source that never ends, in words', () => {
  const pipeline: Pipeline = {
    ...emptyPipeline,
    nodes: [
      { id: 'c' as NodeId, operator: 't/camera', operatorVersion: 1, at: [0, 0], params: {} },
      { id: 'f' as NodeId, operator: 't/file', operatorVersion: 1, at: [0, 0], params: {} },
    ],
  };
  const specOf = (operator: string): OperatorSpec | undefined =>
    specs.find(({ id }) => id === operator);
  const made = planPipeline(pipeline, specOf, { mode: 'batch', workers: 2 });
  expect([...made.refused.keys()]).toEqual(['c']);
  expect(made.refused.get('c' as NodeId)?.message).toContain("'Test' never ends by itself");
  expect(groups(made)).toEqual([['f']]);
});

test('a node that can not take what comes is refused by name, and the rest is planned', () => {
  const made = plan({ f: 'file', g: 'gray', a: 'pass' }, [
    ['f', 'g.in'],
    ['f', 'a.in'],
  ]);
  expect([...made.refused]).toEqual([
    [
      'g',
      {
        title: 'Pixel format differs',
        message: 'Pixel format: Test offers I420, Gray needs GRAY8.',
        remedies: [],
      },
    ],
  ]);
  expect([...made.nodes.keys()]).toEqual(['f', 'a']);
  expect(made.edges.map(({ id, type, caps }) => ({ id, type, caps }))).toEqual([
    {
      id: 'f.out→a.in',
      type: 'video/raw',
      caps: [{ type: 'video/raw', fields: { format: 'I420' } }],
    },
  ]);
});

test('a loop of which a node is missing is left out whole, with what depends on it', () => {
  const anyTime = { ...video, arrival: 'any' } as const;
  const fold = defineSpec({
    ...common,
    id: 't/fold',
    inputs: { in: video, back: anyTime },
    outputs: { out: video },
  });
  const nodes = ['file', 'fold', 'gone', 'pass', 'after'] as const;
  const operators = {
    file: 't/file',
    fold: 't/fold',
    gone: 't/pass',
    pass: 't/pass',
    after: 't/pass',
  };
  const loop = (gone: string): Plan => {
    const pipeline: Pipeline = {
      ...emptyPipeline,
      nodes: nodes.map((id) => ({
        id: id as NodeId,
        operator: id === 'gone' ? gone : operators[id],
        operatorVersion: 1,
        at: [0, 0] as const,
        params: {},
      })),
      edges: [
        { from: 'file.out', to: 'fold.in' },
        { from: 'fold.out', to: 'gone.in' },
        { from: 'gone.out', to: 'pass.in' },
        { from: 'pass.out', to: 'fold.back', loopback: true },
        { from: 'fold.out', to: 'after.in' },
      ],
    };
    const specOf = (id: string): OperatorSpec | undefined =>
      [...specs, fold].find((spec) => spec.id === id);
    return planPipeline(pipeline, specOf, { mode: 'batch', workers: 2 });
  };
  expect([...loop('t/pass').nodes.keys()].toSorted()).toEqual([...nodes].toSorted());
  const pruned = loop('t/unknown');
  expect([...pruned.nodes.keys()]).toEqual(['file']);
  expect([...pruned.skipped].toSorted()).toEqual(['after', 'fold', 'gone', 'pass']);
  expect(pruned.edges).toEqual([]);
});
