import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { connectionProblem } from '#pipeline/connection.ts';
import {
  type Converter,
  findConverters,
  insertConverter,
  OFFER_STEP,
  stepsOf,
  titleOfOffer,
} from '#pipeline/converters.ts';
import { connect } from '#pipeline/edges.ts';
import { portsThatTake } from '#pipeline/fittingCaps.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import { newNode } from '#pipeline/newNode.ts';
import { addNode, setParam } from '#pipeline/nodes.ts';
import { emptyPipeline, type NodeId, type Pipeline, type PortRef } from '#pipeline/pipeline.ts';
import { insertOnEdge } from '#pipeline/rewire.ts';
import { findProblems } from '#pipeline/validate.ts';
import type { CapsFields } from '#stream/caps.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { specOf as catalogued, specs as catalog } from './catalog.ts';

const common = { doc: 'Test.', category: 'sinks', glyph: 'M2 8h12' } as const;

/** A sink whose input needs such caps. */
function needs(
  id: string,
  title: string,
  type: 'audio/pcm' | 'video/raw' | 'vision/detections',
  caps: CapsFields,
): OperatorSpec {
  return defineSpec({
    ...common,
    id: `test/${id}`,
    title,
    inputs: { in: { type, doc: 'Input.', caps } },
    outputs: {},
    params: z.strictObject({}),
  });
}

const sinks = [
  needs('slow', 'Recogniser', 'audio/pcm', { rate: { min: 8000, max: 16_000 } }),
  needs('mono', 'Mono', 'audio/pcm', { channels: 1, rate: 48_000 }),
  needs('phone', 'Phone', 'audio/pcm', { channels: 2, rate: 8000 }),
  needs('rgb', 'Screen', 'video/raw', { format: 'RGBA' }),
  needs('gray', 'Scope', 'video/raw', { format: 'GRAY8' }),
  needs('small', 'Model', 'video/raw', { width: 224, height: 224 }),
  needs('boxes', 'Counter', 'vision/detections', {}),
  needs('hd', 'Television', 'video/raw', { matrix: 'bt709', range: 'limited', format: 'I420' }),
];
/** Takes and gives one rate. */
const telephone = defineSpec({
  ...common,
  id: 'test/line',
  title: 'Line',
  inputs: { audio: { type: 'audio/pcm', doc: 'Input.', caps: { rate: 8000 } } },
  outputs: { audio: { type: 'audio/pcm', doc: 'Output.', caps: { rate: 8000 } } },
  params: z.strictObject({}),
});
const specs = [...catalog, ...sinks, telephone];

function specOf(operator: string): OperatorSpec | undefined {
  return [...sinks, telephone].find(({ id }) => id === operator) ?? catalogued(operator);
}

/** A pipeline of those operators, each with the id its name ends with. */
function placed(...operators: readonly string[]): Pipeline {
  return operators.reduce(
    (pipeline, operator) => addNode(pipeline, newNode(pipeline, specOf(operator)!, [0, 0])),
    emptyPipeline,
  );
}

function offers(pipeline: Pipeline, from: PortRef, to: PortRef): readonly Converter[] {
  return findConverters({ pipeline, from, to, specs, specOf });
}

function titles(found: readonly Converter[]): readonly string[] {
  return found.map(({ spec }) => spec.title);
}

test('T14 a rate of 48000 against 8000 to 16000 is refused with the rate named, and Resample offered', () => {
  const pipeline = placed('io/tone', 'test/slow');
  expect(connectionProblem(pipeline, 'tone.audio', 'slow.in', specOf)).toMatchObject({
    title: 'Sample rate differs',
    sentence: 'Sample rate: Tone offers 48000 Hz, Recogniser needs 8000 to 16000 Hz.',
  });
  const [first, ...others] = offers(pipeline, 'tone.audio', 'slow.in');
  expect(others).toEqual([]);
  expect(first).toMatchObject({ spec: { title: 'Resample' }, params: { sampleRate: 16_000 } });
});

test('what is inserted is one node and two edges, and then everything fits', () => {
  const pipeline = placed('io/tone', 'test/slow');
  const low = setParam(pipeline, 'tone' as NodeId, 'sampleRate', 44_100);
  const ends = { pipeline: low, from: 'tone.audio', to: 'slow.in' } as const;
  const [converter] = offers(low, ends.from, ends.to);
  const inserted = insertConverter(ends, converter!, [100, 50]);
  expect(inserted.nodes.at(-1)).toMatchObject({
    id: 'resample',
    operator: 'audio/resample',
    at: [100, 50],
    params: { sampleRate: 16_000 },
  });
  expect(inserted.edges).toEqual([
    { from: 'tone.audio', to: 'resample.audio' },
    { from: 'resample.audio', to: 'slow.in' },
  ]);
  expect(findProblems(inserted, specOf)).toEqual([]);
});

test('an edge that does not fit any more gives its place, and its queue to the first half', () => {
  const pipeline = connect(placed('io/tone', 'test/slow'), 'tone.audio', 'slow.in');
  const queued: Pipeline = {
    ...pipeline,
    edges: pipeline.edges.map((edge) => ({ ...edge, queue: { capacity: 5 } })),
  };
  expect(findProblems(queued, specOf)).toMatchObject([{ where: '/edges/0', severity: 'error' }]);
  const [converter] = offers(queued, 'tone.audio', 'slow.in');
  const ends = { pipeline: queued, from: 'tone.audio', to: 'slow.in' } as const;
  expect(insertConverter(ends, converter!, [0, 0]).edges).toEqual([
    { from: 'resample.audio', to: 'slow.in' },
    { from: 'tone.audio', to: 'resample.audio', queue: { capacity: 5 } },
  ]);
});

test('the rate of a mix is met by the sound that comes second', () => {
  const both = addNode(placed('io/tone', 'audio/mixer'), {
    ...newNode(placed('io/tone'), specOf('io/tone')!, [0, 0], { sampleRate: 44_100 }),
  });
  const pipeline = connect(both, 'tone.audio', 'mixer.a');
  expect(connectionProblem(pipeline, 'tone-2.audio', 'mixer.b', specOf)?.sentence).toBe(
    'Sample rate: Tone offers 44100 Hz, Mixer · b needs 48000 Hz.',
  );
  const [first] = offers(pipeline, 'tone-2.audio', 'mixer.b');
  expect(first).toMatchObject({ spec: { id: 'audio/resample' }, params: { sampleRate: 48_000 } });
});

test('channels are mixed, sizes set and pixels rewritten by the operators for it', () => {
  const wide = setParam(placed('io/tone', 'test/mono'), 'tone' as NodeId, 'sampleRate', 48_000);
  const stereo = connect(
    addNode(wide, newNode(wide, specOf('audio/pan')!, [0, 0])),
    'tone.audio',
    'pan.audio',
  );
  expect(titles(offers(stereo, 'pan.audio', 'mono.in'))).toEqual(['Channels']);
  const small = offers(placed('io/test-pattern', 'test/small'), 'test-pattern.frame', 'small.in');
  expect(small[0]).toMatchObject({
    spec: { id: 'video/resize' },
    params: { width: 224, height: 224 },
  });
  expect(small[0]!.set).toEqual(['width', 'height']);
  const rgb = offers(placed('io/test-pattern', 'test/rgb'), 'test-pattern.frame', 'rgb.in');
  expect(rgb).toMatchObject([{ spec: { id: 'video/convert' }, params: { format: 'RGBA' } }]);
  const gray = offers(placed('io/test-pattern', 'test/gray'), 'test-pattern.frame', 'gray.in');
  expect(titles(gray)).toEqual(['Grayscale', 'Pixel format']);
  const hd = offers(placed('io/test-pattern', 'test/hd'), 'test-pattern.frame', 'hd.in');
  expect(hd).toMatchObject([
    { spec: { id: 'video/convert' }, params: { format: 'I420', matrix: 'bt709', range: 'auto' } },
  ]);
});

test('where one operator can not make both fields fit, two in a row are offered once, and inserted as one', () => {
  const pipeline = placed('io/tone', 'test/phone');
  const ends = { pipeline, from: 'tone.audio', to: 'phone.in' } as const;
  const found = offers(pipeline, ends.from, ends.to);
  expect(found.map(titleOfOffer)).toEqual(['Channels and Resample']);
  expect(stepsOf(found[0]!).map(({ params, set }) => set.map((name) => params[name]))).toEqual([
    [2],
    [8000],
  ]);
  const inserted = insertConverter(ends, found[0]!, [0, 40]);
  expect(inserted.nodes.slice(2).map(({ id, at }) => [id, at])).toEqual([
    ['channels', [0, 40]],
    ['resample', [OFFER_STEP, 40]],
  ]);
  expect(inserted.edges).toEqual([
    { from: 'tone.audio', to: 'channels.audio' },
    { from: 'resample.audio', to: 'phone.in' },
    { from: 'channels.audio', to: 'resample.audio' },
  ]);
  expect(findProblems(inserted, specOf)).toEqual([]);
});

test('another type and another form of it take an operator and a converter, never two that are not meant to convert', () => {
  const pipeline = placed('io/tone', 'test/small');
  const found = offers(pipeline, 'tone.audio', 'small.in');
  expect(found.map(titleOfOffer)).toEqual(['Waterfall and Resize']);
  const scope = offers(placed('io/tone', 'test/boxes'), 'tone.audio', 'boxes.in');
  expect(scope).toEqual([]);
});

test('between types, at most three that give the other are offered, the plainest first', () => {
  const seen = offers(placed('io/microphone', 'video/blur'), 'microphone.audio', 'blur.frame');
  expect(titles(seen)).toEqual(['Waterfall']);
  const numbers = offers(placed('io/microphone', 'io/values'), 'microphone.audio', 'values.value');
  expect(titles(numbers)).toEqual(['Level', 'Loudness', 'Pitch']);
  expect(titles(offers(placed('io/webcam', 'io/values'), 'webcam.frame', 'values.value'))).toEqual([
    'Motion',
  ]);
  expect(offers(placed('io/webcam', 'audio/gain'), 'webcam.frame', 'gain.audio')).toEqual([]);
});

test('what fits already needs nothing that was not asked for', () => {
  const pipeline = placed('io/tone', 'audio/gain');
  expect(connectionProblem(pipeline, 'tone.audio', 'gain.audio', specOf)).toBeUndefined();
});

test('a node goes into an edge, or behind a port, only if it takes what flows there and what follows takes it', () => {
  const at = (rate: number): Pipeline => {
    const pipeline = setParam(
      placed('io/tone', 'audio/gain'),
      'tone' as NodeId,
      'sampleRate',
      rate,
    );
    return connect(pipeline, 'tone.audio', 'gain.audio');
  };
  const line = newNode(emptyPipeline, telephone, [0, 0]);
  const behind = { node: line, spec: telephone, side: 'in' } as const;
  const edge = 'tone.audio→gain.audio';
  expect(portsThatTake(at(48_000), 'tone.audio', behind, specOf)).toEqual([]);
  expect(insertOnEdge(at(48_000), edge, line, specOf)).toEqual(at(48_000));
  expect(portsThatTake(at(8000), 'tone.audio', behind, specOf)).toEqual(['audio']);
  expect(insertOnEdge(at(8000), edge, line, specOf).edges).toEqual([
    { from: 'tone.audio', to: 'line.audio' },
    { from: 'line.audio', to: 'gain.audio' },
  ]);
  // What follows may refuse what it would send.
  const low = setParam(placed('io/tone', 'test/mono'), 'tone' as NodeId, 'sampleRate', 8000);
  const mono = connect(low, 'tone.audio', 'mono.in');
  expect(insertOnEdge(mono, 'tone.audio→mono.in', line, specOf)).toBe(mono);
});

test('two thousand nodes are judged again within a moment of an edit', () => {
  const filters = ['video/grayscale', 'video/blur', 'video/sobel', 'video/resize'];
  const nodes = Array.from({ length: 2000 }, (_, i) => {
    const operator = i === 0 ? 'io/test-pattern' : filters[i % filters.length]!;
    return { ...newNode(emptyPipeline, specOf(operator)!, [0, 0]), id: `n${i}` as NodeId };
  });
  const edges = nodes.slice(1).map(({ id }, i) => {
    const from = (i + 1) % 40 === 0 ? 'n0' : `n${i}`;
    return { from: `${from}.frame`, to: `${id}.frame` } as const;
  });
  let pipeline: Pipeline = { ...emptyPipeline, nodes, edges };
  const times = Array.from({ length: 12 }, (_, i) => {
    pipeline = setParam(pipeline, 'n1001' as NodeId, 'radius', i);
    const start = performance.now();
    judge(pipeline);
    return performance.now() - start;
  });
  // 25 ms on a quiet machine; the first reads everything.
  expect(Math.min(...times)).toBeLessThan(100);
});

/** What the studio asks at every edit. */
function judge(pipeline: Pipeline): void {
  expect(findProblems(pipeline, specOf)).toEqual([]);
  const findings = lintPipeline({
    pipeline,
    specs,
    specOf,
    mode: 'live',
    queueOf: () => undefined,
  });
  expect(findings.every(({ severity }) => severity === 'hint')).toBe(true);
}
