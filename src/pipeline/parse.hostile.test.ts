import { assert } from '#base/assert.ts';
import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import { testSpecOf } from '#testing/specs.ts';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parseDocument, parsePipeline } from './parse.ts';
import { printPipeline } from './print.ts';
import type { Problem } from './problem.ts';

afterEach(() => {
  assert(!('polluted' in {}), 'The prototype of all objects was changed.');
});

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

test('a newer version, another format and no object at all are said in one sentence', () => {
  expect(problemsOf({ ...good, version: 2, nodes: 'moved elsewhere' })).toEqual([
    {
      where: '/version',
      message: 'This pipeline has version 2; this Millrace reads up to version 1.',
      fix: 'Open it in a newer Millrace.',
      severity: 'error',
    },
  ]);
  expect(words({ ...good, version: '1' })).toEqual([
    ['/version', "'version' of the document must be 1, got '1'."],
  ]);
  expect(words({ name: 'left-pad', version: '1.0.0' })).toEqual([
    [
      '/format',
      "This is no Millrace pipeline: its 'format' must be 'millrace.pipeline', got nothing.",
    ],
  ]);
  expect(words([good])).toEqual([['', 'A pipeline is an object, got a list of 1.']]);
  expect(words(null)).toEqual([['', 'A pipeline is an object, got null.']]);
});

test('2 001 nodes and 100 000 edges are refused within 100 ms', () => {
  const nodes = Array.from({ length: 2_001 }, (_, index) => ({ ...blur, id: `blur-${index}` }));
  const edges = Array.from({ length: 100_000 }, () => link);
  const text = JSON.stringify({ ...good, nodes, edges });
  const start = performance.now();
  const parsed = parsePipeline(text, testSpecOf);
  // Three times the promise, since other tests run on the same cores.
  expect(performance.now() - start).toBeLessThan(300);
  expect(parsed).toMatchObject({
    ok: false,
    problems: [
      { where: '/nodes', message: 'The pipeline has 2001 nodes; the limit is 2000.' },
      { where: '/edges', message: 'The pipeline has 100000 edges; the limit is 10000.' },
    ],
  });
});

test('the largest document is read', () => {
  const nodes = [
    camera,
    ...Array.from({ length: 1_999 }, (_, index) => ({ ...blur, id: `b-${index}` })),
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({
    from: index === 0 ? 'camera.frame' : `b-${index - 1}.frame`,
    to: `${id}.frame`,
  }));
  expect(parsePipeline(JSON.stringify({ ...good, nodes, edges }), testSpecOf).ok).toBe(true);
});

test('a document cut off anywhere gives one problem with its place', () => {
  const text = printPipeline(
    makePipeline({ camera: 'test/camera', blur: 'test/blur' }, [['camera.frame', 'blur.frame']]),
    testSpecOf,
  );
  // The last character is a newline, which nobody misses.
  for (let length = 0; length < text.length - 1; length++) {
    const parsed = parsePipeline(text.slice(0, length), testSpecOf);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      { where: '', message: expect.stringMatching(/line \d+, column \d+/i) },
    ]);
  }
});

test.each([
  ['at the top', `{"__proto__":{"polluted":1},${JSON.stringify(good).slice(1)}`, '/__proto__'],
  [
    'in a node',
    JSON.stringify(good).replace(
      '"id":"blur"',
      '"constructor":{"prototype":{"polluted":1}},"id":"blur"',
    ),
    '/nodes/1/constructor',
  ],
  [
    'in params',
    JSON.stringify(good).replace('"params":{}', '"params":{"__proto__":{"polluted":1}}'),
    '/nodes/0/params/__proto__',
  ],
  [
    'in the params of an unknown operator',
    JSON.stringify(good)
      .replace('test/camera', 'far/camera')
      .replace('"params":{}', '"params":{"deep":[{"__proto__":{"polluted":1}}]}'),
    '/nodes/0/params/deep/0/__proto__',
  ],
])('a key that reaches for prototypes is refused %s', (_, text, where) => {
  const parsed = parsePipeline(text, testSpecOf);
  expect(parsed.ok ? [] : parsed.problems).toContainEqual({
    where,
    message: `The name '${where.split('/').at(-1)}' is not allowed.`,
    fix: 'Remove it.',
    severity: 'error',
  });
});

test('names that every object answers to are neither ids nor ports', () => {
  expect(words({ ...good, nodes: [{ ...camera, id: 'constructor' }], edges: [] })).toMatchObject([
    ['/nodes/0/id', expect.anything()],
  ]);
  expect(words({ ...good, nodes: [{ ...camera, id: 'toString' }], edges: [] })).toMatchObject([
    ['/nodes/0/id', expect.anything()],
  ]);
  expect(words({ ...good, edges: [{ from: 'camera.toString', to: 'blur.frame' }] })).toEqual([
    ['/edges/0/from', "Camera has no output 'toString'; its outputs: 'frame'."],
  ]);
});

test('texts and numbers have limits, wherever they are', () => {
  const text = JSON.stringify(good)
    .replace('test/camera', 'far/camera')
    .replace('"params":{}', `"params":{"a":"${'x'.repeat(65_537)}","b":1e999}`);
  const parsed = parsePipeline(text, testSpecOf);
  expect(parsed.ok ? [] : parsed.problems.filter(({ severity }) => severity === 'error')).toEqual([
    {
      where: '/nodes/0/params/a',
      message: 'A text has 65537 characters; the limit is 65536.',
      severity: 'error',
    },
    {
      where: '/nodes/0/params/b',
      message: 'A number is larger than a number can be.',
      severity: 'error',
    },
  ]);
});

test('a value that is no JSON, or contains itself, is refused', () => {
  const loop: Record<string, unknown> = {};
  loop['again'] = loop;
  const withParams = (params: unknown): unknown => ({
    ...good,
    nodes: [{ ...camera, operator: 'far/camera', params }],
    edges: [],
  });
  expect(parseDocument(withParams(loop), testSpecOf)).toMatchObject({ ok: false });
  expect(parseDocument(withParams({ run: () => {} }), testSpecOf)).toMatchObject({
    ok: false,
    problems: [
      { where: '/nodes/0/params/run', message: 'A document holds JSON only, got a function.' },
      {},
    ],
  });
});

test('whatever one value of a document is replaced by, it is read or its problems are named', () => {
  fc.assert(
    fc.property(anyPipeline, fc.nat(), fc.jsonValue({ maxDepth: 2 }), (pipeline, pick, put) => {
      const document: unknown = JSON.parse(printPipeline(pipeline, testSpecOf));
      const places = allPlaces(document);
      const [holder, key] = places[pick % places.length]!;
      holder[key] = put;
      const before = JSON.stringify(document);
      const parsed = parseDocument(document, testSpecOf);
      expect(JSON.stringify(document)).toBe(before);
      if (parsed.ok) return;
      expect(parsed.problems.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { where, message } of parsed.problems) {
        expect(where === '' || where.startsWith('/')).toBe(true);
        expect(message).toMatch(/^\S.*\.$/su);
      }
    }),
    { seed: 20_263, numRuns: 250 },
  );
});

type Holder = Record<string | number, unknown>;

function allPlaces(value: unknown): (readonly [holder: Holder, key: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...allPlaces(holder[key])]);
}
