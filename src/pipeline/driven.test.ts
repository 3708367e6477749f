import { drivableParams } from '#contract/drivable.ts';
import { drivenValue } from '#contract/drivenValue.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import { makePipeline } from '#testing/pipelines.ts';
import { blend, blur, camera, microphone, testSpecOf } from '#testing/specs.ts';
import { describeCaps } from '#stream/capsWords.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { copyNodes, pasteNodes } from './clipboard.ts';
import { canConnect, connectionProblem } from './connection.ts';
import { paramsInReach } from './drivenEnds.ts';
import { inferCaps } from './inferCaps.ts';
import { removeNodes, setMode } from './nodes.ts';
import { parsePipeline } from './parse.ts';
import { edgeId, type NodeId, type Pipeline, type PortRef } from './pipeline.ts';
import { printPipeline } from './print.ts';
import { insertOnEdge, removeAndHeal, replaceOperator } from './rewire.ts';
import { findProblems } from './validate.ts';

const meter = defineSpec({
  id: 'test/meter',
  title: 'Meter',
  doc: 'Measures.',
  category: 'flow',
  glyph: 'M2 8h12',
  inputs: { in: { type: 'value/number', doc: 'Numbers.' } },
  outputs: { out: { type: 'value/number', doc: 'Numbers.' } },
  params: z.strictObject({}),
});

const resize = defineSpec({
  id: 'test/resize',
  title: 'Resize',
  doc: 'Scales.',
  category: 'video',
  glyph: 'M2 8h12',
  inputs: { frame: { type: 'video/raw', doc: 'Pictures.' } },
  outputs: { frame: { type: 'video/raw', doc: 'Pictures.' } },
  params: z.strictObject({
    width: z.int().min(16).max(4096).default(640).meta({ title: 'Width', description: 'Of it.' }),
    height: z.int().min(16).max(4096).default(480).meta({ title: 'Height', description: 'Of it.' }),
    format: z
      .enum(['I420', 'RGBA'])
      .default('I420')
      .meta({ title: 'Format', description: 'Of the samples.' }),
  }),
  caps: ({ width, height, format }) => [{ out: { frame: { width, height, format } } }],
});

const spy = defineSpec({
  id: 'test/spy',
  title: 'Spy',
  doc: 'Listens.',
  category: 'audio',
  glyph: 'M2 8h12',
  inputs: { level: { type: 'value/number', doc: 'Numbers.' } },
  outputs: {},
  params: z.strictObject({
    where: z
      .enum(['here', 'cloud'])
      .default('here')
      .meta({ title: 'Where', description: 'Where it works.' }),
    level: z.number().min(0).max(1).default(0).meta({ title: 'Level', description: 'How loud.' }),
    gain: z.number().min(0).max(1).default(0).meta({ title: 'Gain', description: 'How much.' }),
    note: z.string().max(9).default('').meta({ title: 'Note', description: 'Words.' }),
  }),
  leaves: ({ where }) => where === 'cloud',
});

const webcam: OperatorSpec = {
  ...(camera as OperatorSpec),
  id: 'test/webcam',
  title: 'Webcam',
  live: true,
};

const specs: readonly OperatorSpec[] = [meter, resize, spy, webcam];
const specOf = (operator: string): OperatorSpec | undefined =>
  specs.find(({ id }) => id === operator) ?? testSpecOf(operator);

const nodes = {
  camera: 'test/camera',
  soft: 'test/blur',
  blend: 'test/blend',
  blur: 'test/blur',
};
const driven = makePipeline(nodes, [
  ['camera.frame', 'soft.frame'],
  ['camera.frame', 'blend.a'],
  ['soft.frame', 'blend.b'],
  ['blend.frame', 'blur.frame'],
  ['blend.difference', 'blur.radius'],
]);
const [blurId, blendId] = ['blur' as NodeId, 'blend' as NodeId];

function messages(pipeline: Pipeline): readonly string[] {
  return findProblems(pipeline, specOf).map(({ message }) => message);
}

test('numbers, switches and choices can be driven; texts, files and what a device has cannot', () => {
  expect([...drivableParams(blur).keys()]).toEqual(['radius', 'edge', 'fast']);
  expect([...drivableParams(camera).keys()]).toEqual(['rate']);
  expect([...drivableParams(webcam).keys()]).toEqual([]);
  expect([...drivableParams(microphone).keys()]).toEqual([]);
});

test('a param with the name of an input cannot be driven, nor one that decides what leaves the machine', () => {
  expect([...drivableParams(spy).keys()]).toEqual(['gain']);
});

test('a driven param is sound, and the document prints as it was read', () => {
  expect(messages(driven)).toEqual([]);
  const text = printPipeline(driven, testSpecOf);
  expect(text).toContain('{ "from": "blend.difference", "to": "blur.radius" }');
  const parsed = parsePipeline(text, testSpecOf);
  expect(parsed.ok && printPipeline(parsed.value, testSpecOf)).toBe(text);
});

test('an edge into what cannot be driven is refused, with what can be', () => {
  const withEdge = (to: PortRef, node: string, operator: string): readonly string[] =>
    messages({
      ...driven,
      nodes: [
        ...driven.nodes,
        { id: node as NodeId, operator, operatorVersion: 1, at: [0, 0], params: {} },
      ],
      edges: [...driven.edges, { from: 'blend.difference', to }],
    });
  expect(withEdge('spy.note', 'spy', 'test/spy')).toEqual([
    "The param 'note' of Spy can't be driven by a stream: it is a text, and numbers can't set that. Params that numbers can drive: 'gain'.",
  ]);
  expect(withEdge('spy.where', 'spy', 'test/spy')).toEqual([
    "The param 'where' of Spy can't be driven by a stream: it decides whether data leaves this machine. Params that numbers can drive: 'gain'.",
  ]);
  expect(withEdge('two.rate', 'two', 'test/webcam')).toEqual([
    "The param 'rate' of Webcam can't be driven by a stream: it belongs to a device, which each value would open anew. None of its params can be.",
  ]);
  expect(withEdge('spy.nothing', 'spy', 'test/spy')).toEqual([
    "Spy has no input 'nothing'; its inputs: 'level'. Params that numbers can drive: 'gain'.",
  ]);
});

test('only numbers drive a param, and no param closes a loop', () => {
  expect(connectionProblem(driven, 'camera.frame', 'blur.radius', specOf)).toMatchObject({
    title: "Pictures can't enter a number input",
    hint: 'Drop it on Blur · frame.',
  });
  expect(connectionProblem(driven, 'blend.difference', 'soft.radius', specOf)).toMatchObject({
    title: 'This would close a loop',
  });
  expect(canConnect(driven, 'blend.difference', 'blur.edge', specOf)).toBe(true);
});

test('what an output could drive is what it may be joined to', () => {
  for (const output of ['blend.difference', 'blend.frame', 'camera.frame'] as const) {
    const fits = driven.nodes.flatMap(({ id, operator }) =>
      [...drivableParams(specOf(operator)!).keys()]
        .map((name): PortRef => `${id}.${name}`)
        .filter((to) => canConnect(driven, output, to, specOf)),
    );
    const reached = [...paramsInReach(driven, output, specOf)].flatMap(([id, names]) =>
      names.map((name) => `${id}.${name}`),
    );
    expect(reached).toEqual(fits);
  }
  expect(paramsInReach(driven, 'blend.difference', specOf).get(blurId)).toEqual([
    'radius',
    'edge',
    'fast',
  ]);
});

test('an input takes the edge where a param has its name', () => {
  const pipeline: Pipeline = {
    ...driven,
    nodes: [
      ...driven.nodes,
      { id: 'spy' as NodeId, operator: 'test/spy', operatorVersion: 1, at: [0, 0], params: {} },
    ],
    edges: [...driven.edges, { from: 'blend.difference', to: 'spy.level' }],
  };
  expect(messages(pipeline)).toEqual([]);
});

test('what a driven number decides of the caps is open, and of a choice every one may come', () => {
  const base = makePipeline({ camera: 'test/camera', blend: 'test/blend' });
  const pipeline: Pipeline = {
    ...base,
    nodes: [
      ...base.nodes,
      { id: 'size' as NodeId, operator: 'test/resize', operatorVersion: 1, at: [0, 0], params: {} },
    ],
    edges: [{ from: 'camera.frame', to: 'size.frame' }],
  };
  const sent = (edges: Pipeline['edges']): string =>
    describeCaps(inferCaps({ ...pipeline, edges }, specOf).offered('size.frame'));
  expect(sent(pipeline.edges)).toBe('640 × 480 I420');
  const width = { from: 'blend.difference', to: 'size.width' } as const;
  expect(sent([...pipeline.edges, width])).not.toContain('640');
  expect(sent([...pipeline.edges, width])).toContain('480');
  const format = { from: 'blend.difference', to: 'size.format' } as const;
  expect(sent([...pipeline.edges, format])).toBe('640 × 480 I420, or 640 × 480 RGBA');
});

test('copies take what drives them along, and lose it where that is not copied', () => {
  const both = pasteNodes(driven, copyNodes(driven, [blendId, blurId]), [0, 0]).pipeline;
  expect(both.edges.map(edgeId)).toContain('blend-2.difference→blur-2.radius');
  const one = pasteNodes(driven, copyNodes(driven, [blurId]), [0, 0]).pipeline;
  expect(one.edges).toHaveLength(driven.edges.length);
});

test('edges into params go with their nodes; healing makes no stream of what set a param', () => {
  expect(removeNodes(driven, [blendId]).edges.map(edgeId)).toEqual(['camera.frame→soft.frame']);
  const healed = removeAndHeal(driven, [blendId], specOf);
  expect(healed.edges.map(edgeId)).toEqual(['camera.frame→soft.frame', 'camera.frame→blur.frame']);
});

test('a node is put into an edge that drives a param', () => {
  const [edge] = driven.edges.slice(-1).map(edgeId);
  const node = {
    id: 'meter' as NodeId,
    operator: 'test/meter',
    operatorVersion: 1,
    at: [0, 0],
    params: {},
  } as const;
  const edges = insertOnEdge(driven, edge!, node, specOf).edges.map(edgeId);
  expect(edges).toContain('blend.difference→meter.in');
  expect(edges).toContain('meter.out→blur.radius');
});

test('another operator keeps what drives a param of the same name, and no other gets it', () => {
  const same = replaceOperator(driven, blurId, blur, specOf);
  expect(same.edges.map(edgeId)).toContain('blend.difference→blur.radius');
  const other = replaceOperator(driven, blurId, blend, specOf);
  expect(other.edges.map(edgeId)).not.toContain('blend.difference→blur.radius');
});

test('a node of an unknown operator keeps edges into whatever it may have', () => {
  const text = printPipeline(driven, testSpecOf).replaceAll(
    '"id": "blur", "operator": "test/blur"',
    '"id": "blur", "operator": "far/blur"',
  );
  const parsed = parsePipeline(text, testSpecOf);
  expect(parsed.ok && printPipeline(parsed.value, testSpecOf)).toBe(text);
});

test('muted and bypassed nodes keep what drives them', () => {
  for (const mode of ['muted', 'bypassed'] as const) {
    expect(messages(setMode(driven, [blurId], mode))).toEqual([]);
  }
});

test('a node whose params alone are driven has nothing to work on', () => {
  const pipeline = makePipeline({ ...nodes, end: 'test/recorder' }, [
    ['camera.frame', 'blend.a'],
    ['camera.frame', 'blend.b'],
    ['blend.difference', 'blur.radius'],
  ]);
  const found = lintPipeline({
    pipeline,
    specs: [],
    specOf: testSpecOf,
    mode: 'live',
    queueOf: () => undefined,
  });
  expect(found.filter(({ rule, node }) => rule === 'open-input' && node === blurId)).toHaveLength(
    1,
  );
});

test('a whole number that rounds to −0 is 0', () => {
  const field = drivableParams(blur).get('radius')!;
  expect(Object.is(drivenValue(field, -0.3).value, 0)).toBe(true);
  expect(drivenValue(field, Infinity)).toEqual({ value: 10, fault: 'Radius: ∞ is above 10' });
});
