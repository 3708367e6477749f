import { testSpecOf } from '#testing/specs.ts';
import { expect, test } from 'vitest';
import { parsePipeline } from './parse.ts';
import type { Problem } from './problem.ts';

const camera = {
  id: 'camera',
  operator: 'test/camera',
  operatorVersion: 1,
  at: [0, 0],
  params: {},
};
const blur = { id: 'blur', operator: 'test/blur', operatorVersion: 1, at: [240, 0], params: {} };
const link = { from: 'camera.frame', to: 'blur.frame' };
const good = {
  format: 'millrace.pipeline',
  version: 1,
  name: 'x',
  nodes: [camera, blur],
  edges: [link],
};

function problemsOf(document: unknown): readonly Problem[] {
  const parsed = parsePipeline(JSON.stringify(document), testSpecOf);
  return parsed.ok ? parsed.warnings : parsed.problems;
}

/** Pointer and sentence of every problem. */
function words(document: unknown): readonly (readonly [string, string])[] {
  return problemsOf(document).map(({ where, message }) => [where, message]);
}

test('a good document is read, with every param that was left out', () => {
  const parsed = parsePipeline(JSON.stringify(good), testSpecOf);
  expect(parsed).toEqual({
    ok: true,
    value: {
      ...good,
      nodes: [
        { ...camera, params: { rate: 30 } },
        { ...blur, params: { radius: 3, edge: 'clamp', fast: false } },
      ],
    },
    warnings: [],
  });
});

test('all problems are given at once, each with pointer, culprit, value, limit and fix', () => {
  const broken = {
    ...good,
    name: '',
    extra: true,
    nodes: [
      { ...camera, params: { rate: 500, speed: 2 } },
      { ...blur, at: [0.5, 0], params: { radius: 1 } },
      { ...blur, id: 'Blur 2' },
      { ...blur, id: 'camera', title: 7, params: { radius: 2.5, edge: 'wrap', fast: 1 } },
      { ...blur, id: 'old', operatorVersion: 4 },
      'node',
    ],
    edges: [
      { from: 'camera.frame', to: 'gone.frame' },
      { from: 'camera.picture', to: 'old.frame' },
      { from: 'camera', to: 'old.frame', queue: { overflow: 'wait', capacity: 0, age: 1 } },
    ],
  };
  expect(problemsOf(broken)).toEqual([
    {
      where: '/name',
      message: "'name' of the document must be a text of 1 to 200 characters, got ''.",
      severity: 'error',
    },
    {
      where: '/extra',
      message: "'extra' is no field of the document.",
      fix: 'Remove it.',
      severity: 'error',
    },
    {
      where: '/nodes/1/at/0',
      message:
        "'at' of node 'blur' must be two whole numbers from -1000000 to 1000000, the top left corner, got a list of 2.",
      severity: 'error',
    },
    {
      where: '/nodes/2/id',
      message:
        "'id' of node 'Blur 2' must be lower-case letters, digits and single hyphens, at most 64, such as 'blur-2', got 'Blur 2'.",
      severity: 'error',
    },
    {
      where: '/nodes/3/title',
      message: "'title' of node 'camera' must be a text of 1 to 200 characters, got 7.",
      severity: 'error',
    },
    { where: '/nodes/5', message: "Node 6 must be an object, got 'node'.", severity: 'error' },
    {
      where: '/nodes/0/params/rate',
      message: "Rate of node 'camera' must be 1 to 120 Hz, got 500.",
      fix: 'Use 120.',
      severity: 'error',
    },
    {
      where: '/nodes/0/params/speed',
      message: "'speed' of node 'camera' is no param of 'test/camera'.",
      fix: 'Remove it.',
      severity: 'error',
    },
    {
      where: '/nodes/4/operatorVersion',
      message: "Node 'old' has version 4 of 'test/blur'; this Millrace has version 1.",
      severity: 'error',
    },
    {
      where: '/edges/2/from',
      message:
        "'from' of edge 3 must be a node and its output, such as 'webcam.frame', got 'camera'.",
      severity: 'error',
    },
    {
      where: '/edges/2/queue/overflow',
      message:
        "'queue.overflow' of edge 3 must be 'block', 'drop-oldest', 'drop-newest' or 'keep-latest', got 'wait'.",
      severity: 'error',
    },
    {
      where: '/edges/2/queue/capacity',
      message:
        "'queue.capacity' of edge 3 must be a whole number of chunks from 1 to 10000, 1 with 'keep-latest', got 0.",
      severity: 'error',
    },
    {
      where: '/edges/2/queue/age',
      message: "'queue.age' is no field of edge 3.",
      fix: 'Remove it.',
      severity: 'error',
    },
    {
      where: '/edges/0/to',
      message:
        "The edge 'camera.frame → gone.frame' needs a node 'gone', which the pipeline doesn't have.",
      fix: 'Remove the edge.',
      severity: 'error',
    },
    {
      where: '/edges/1/from',
      message: "Camera has no output 'picture'; its outputs: 'frame'.",
      severity: 'error',
    },
  ]);
});

test('params are named by their titles, with value, limit and unit', () => {
  const nodes = [{ ...blur, params: { radius: 2.5, edge: 'wrap', fast: 1 } }];
  expect(words({ ...good, nodes, edges: [] })).toEqual([
    [
      '/nodes/0/params/radius',
      "Radius of node 'blur' must be a whole number from 0 to 10 px, got 2.5.",
    ],
    ['/nodes/0/params/edge', "Edge of node 'blur' must be one of 'clamp', 'mirror', got 'wrap'."],
    ['/nodes/0/params/fast', "Fast of node 'blur' must be true or false, got 1."],
  ]);
});

test('a file param is a file, a bundled one, or none yet', () => {
  const ofFile = (file: unknown): readonly Problem[] =>
    problemsOf({
      ...good,
      nodes: [{ ...camera, operator: 'test/microphone', params: { file } }],
      edges: [],
    });
  expect(ofFile({})).toEqual([]);
  expect(ofFile({ asset: 'media/clip.webm' })).toEqual([]);
  expect(ofFile({ name: 'a.mp4', bytes: 3, sha256: '0'.repeat(64) })).toEqual([]);
  expect(ofFile({ asset: '../../etc/passwd' })).toMatchObject([
    { where: '/nodes/0/params/file', severity: 'error' },
  ]);
});

test('two nodes of one id, and two edges into one input, are named', () => {
  const nodes = [camera, blur, blur];
  expect(problemsOf({ ...good, nodes, edges: [link, link] })).toEqual([
    {
      where: '/nodes/2/id',
      message: "More than one node has the id 'blur'.",
      fix: "Use another one, such as 'blur-2'.",
      severity: 'error',
    },
    {
      where: '/edges/1/to',
      message: "The input 'blur.frame' has more than one edge; it takes one.",
      fix: 'Remove all but one.',
      severity: 'error',
    },
  ]);
});

test('a loop is named with the way around it, and so is an edge from a node to itself', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({ ...blur, id }));
  const edges = [
    { from: 'a.frame', to: 'b.frame' },
    { from: 'b.frame', to: 'c.frame' },
    { from: 'c.frame', to: 'a.frame' },
    { from: 'd.frame', to: 'd.frame' },
  ];
  expect(words({ ...good, nodes, edges })).toEqual([
    ['/edges/2', "The edge 'c.frame → a.frame' closes a loop: a → b → c → a."],
    ['/edges/3', "The edge 'd.frame → d.frame' closes a loop: d → d."],
  ]);
});

test('an edge between types that do not meet names both ports and both types', () => {
  const nodes = [{ ...camera, id: 'mic', operator: 'test/microphone' }, blur];
  const edges = [{ from: 'mic.audio', to: 'blur.frame' }];
  expect(words({ ...good, nodes, edges })).toEqual([
    [
      '/edges/0',
      'Microphone · audio sends sound (audio/pcm); Blur · frame takes pictures (video/raw).',
    ],
  ]);
});

test('a queue that keeps the latest holds one chunk', () => {
  const edges = [{ ...link, queue: { overflow: 'keep-latest', capacity: 3 } }];
  expect(problemsOf({ ...good, edges })).toEqual([
    {
      where: '/edges/0/queue/capacity',
      message: 'A queue that keeps the latest holds 1 chunk, got a capacity of 3.',
      fix: 'Leave the capacity out.',
      severity: 'error',
    },
  ]);
});

test('a queue cannot wait for more than it holds, in chunks or in time', () => {
  const of = (queue: object) =>
    problemsOf({ ...good, edges: [{ ...link, queue }] }).map(({ where, message }) => [
      where.split('/').at(-1),
      message,
    ]);
  expect(of({ capacity: 4, leastChunks: 5, seconds: 1, leastSeconds: 1.5 })).toEqual([
    ['leastChunks', "A queue of 4 chunks can't wait for 5 before the first is taken."],
    ['leastSeconds', "A queue of 1 s can't wait for 1.5 s before the first is taken."],
  ]);
  expect(of({ overflow: 'keep-latest', leastChunks: 2 })).toEqual([
    ['leastChunks', "A queue of 1 chunk can't wait for 2 before the first is taken."],
  ]);
});

test('a queue that says nothing is left out', () => {
  const parsed = parsePipeline(
    JSON.stringify({ ...good, edges: [{ ...link, queue: {} }] }),
    testSpecOf,
  );
  expect(parsed).toMatchObject({ ok: true, value: { edges: [link] } });
  expect(parsed.ok && parsed.value.edges[0]).not.toHaveProperty('queue');
});

test('a node of an unknown operator is kept word for word, its edges too, with a warning', () => {
  const stranger = {
    id: 'magic',
    operator: 'far/magic',
    operatorVersion: 9,
    at: [1, 2],
    params: { z: [1, { y: null }], a: 'ß' },
  };
  const edges = [
    { from: 'camera.frame', to: 'magic.anything' },
    { from: 'magic.x', to: 'blur.frame' },
  ];
  const document = { ...good, nodes: [camera, stranger, blur], edges };
  const parsed = parsePipeline(JSON.stringify(document), testSpecOf);
  expect(parsed).toMatchObject({
    ok: true,
    value: { edges },
    warnings: [
      {
        where: '/nodes/1/operator',
        message: "No operator is named 'far/magic': node 'magic' is kept as it is, and can't run.",
        severity: 'warning',
      },
    ],
  });
  expect(parsed.ok && parsed.value.nodes[1]).toEqual(stranger);
});
