import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { makePipeline } from '#testing/pipelines.ts';
import { testSpecOf } from '#testing/specs.ts';
import type { Caps } from '#stream/caps.ts';
import { describeCaps } from '#stream/capsWords.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { capsConflicts, connectionProblem } from './connection.ts';
import { connect } from './edges.ts';
import { inferCaps } from './inferCaps.ts';
import { setMode, setParam } from './nodes.ts';
import type { EdgeId, NodeId, Pipeline, PortRef } from './pipeline.ts';
import { findProblems } from './validate.ts';

const common = { doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;
const sound = { type: 'audio/pcm', doc: 'Sound.' } as const;
const picture = { type: 'video/raw', doc: 'Pictures.' } as const;
const rateParam = z.strictObject({
  rate: z.int().default(48_000).meta({ title: 'Rate', description: 'Samples a second.' }),
});

const specs: readonly OperatorSpec[] = [
  defineSpec({
    ...common,
    id: 'test/tone',
    title: 'Tone',
    inputs: {},
    outputs: { audio: sound },
    caps: ({ rate }) => [{ out: { audio: { rate, channels: 1 } } }],
    params: rateParam,
  }),
  defineSpec({
    ...common,
    id: 'test/gain',
    title: 'Gain',
    inputs: { audio: sound },
    outputs: { audio: sound },
    caps: () => [{ same: [passes('audio', 'audio')] }],
    params: z.strictObject({}),
  }),
  defineSpec({
    ...common,
    id: 'test/resample',
    title: 'Resample',
    inputs: { audio: sound },
    outputs: { audio: sound },
    caps: ({ rate }) => [{ out: { audio: { rate } }, same: [passes('audio', 'audio', 'rate')] }],
    params: rateParam,
  }),
  defineSpec({
    ...common,
    id: 'test/mixer',
    title: 'Mixer',
    inputs: { a: sound, b: { ...sound, optional: true } },
    outputs: { audio: sound },
    caps: () => [{ same: [{ ports: ['in.a', 'in.b', 'out.audio'], fields: ['rate'] }] }],
    params: z.strictObject({}),
  }),
  defineSpec({
    ...common,
    id: 'test/any',
    title: 'Limiter',
    inputs: { in: { type: ANY_TYPE, doc: 'Any.' } },
    outputs: { out: { type: ANY_TYPE, doc: 'The same.' } },
    caps: () => [{ same: [passes('in', 'out')] }],
    params: z.strictObject({}),
  }),
  defineSpec({
    ...common,
    id: 'test/colour',
    title: 'Colour',
    inputs: { frame: picture },
    outputs: { frame: picture },
    caps: () => [
      { in: { frame: { format: 'RGBA' } }, out: { frame: { format: 'RGBA' } } },
      { in: { frame: { format: ['GRAY8', 'I420'] } }, out: { frame: { format: 'I420' } } },
    ],
    params: z.strictObject({}),
  }),
  defineSpec({
    ...common,
    id: 'test/gray',
    title: 'Grayscale',
    inputs: { frame: picture },
    outputs: { frame: { ...picture, caps: { format: 'GRAY8' } } },
    caps: () => [{ same: [passes('frame', 'frame', 'format')] }],
    params: z.strictObject({}),
  }),
];

function specOf(operator: string): OperatorSpec | undefined {
  return specs.find(({ id }) => id === operator) ?? testSpecOf(operator);
}

function at(
  pipeline: Pipeline,
  edge: string,
): ReturnType<typeof inferCaps>['edges'] extends ReadonlyMap<string, infer E> ? E : never {
  return inferCaps(pipeline, specOf).edges.get(edge as EdgeId)!;
}

function words(caps: Caps): string {
  return describeCaps(caps);
}

function withRate(pipeline: Pipeline, node: string, rate: number): Pipeline {
  return setParam(pipeline, node as NodeId, 'rate', rate);
}

test('what a source is set to is followed through every node that passes it on', () => {
  const chain = makePipeline(
    { tone: 'test/tone', gain: 'test/gain', limit: 'test/any', end: 'test/recorder' },
    [
      ['tone.audio', 'gain.audio'],
      ['gain.audio', 'limit.in'],
      ['limit.out', 'end.audio'],
    ],
  );
  expect(words(at(chain, 'limit.out→end.audio').caps)).toBe('48000 Hz, mono');
  expect(words(at(withRate(chain, 'tone', 8000), 'limit.out→end.audio').caps)).toBe(
    '8000 Hz, mono',
  );
});

test('a converter sets its field and passes on the others', () => {
  const chain = makePipeline(
    { tone: 'test/tone', half: 'test/resample', ears: 'test/recogniser' },
    [
      ['tone.audio', 'half.audio'],
      ['half.audio', 'ears.audio'],
    ],
  );
  const fitting = withRate(chain, 'half', 16_000);
  expect(words(at(fitting, 'half.audio→ears.audio').caps)).toBe('16000 Hz, mono');
  expect(capsConflicts(fitting, specOf)).toEqual([]);
  expect(capsConflicts(chain, specOf).map(({ refusal }) => refusal.sentence)).toEqual([
    'Sample rate: Resample offers 48000 Hz, Recogniser needs 16000 Hz.',
  ]);
});

test('a conflict is an error of the document at its edge, and only there', () => {
  const chain = makePipeline({ tone: 'test/tone', gain: 'test/gain', ears: 'test/recogniser' }, [
    ['tone.audio', 'gain.audio'],
    ['gain.audio', 'ears.audio'],
  ]);
  expect(findProblems(chain, specOf)).toEqual([
    {
      where: '/edges/1',
      message: 'Sample rate: Gain offers 48000 Hz, Recogniser needs 16000 Hz.',
      severity: 'error',
    },
  ]);
  expect(at(chain, 'tone.audio→gain.audio').conflict).toBeUndefined();
  expect(at(chain, 'gain.audio→ears.audio').caps).toEqual([]);
});

test('what is needed below is what an open input takes, through what passes it on', () => {
  const chain = makePipeline({ tone: 'test/tone', gain: 'test/gain', ears: 'test/recogniser' }, [
    ['gain.audio', 'ears.audio'],
  ]);
  expect(words(inferCaps(chain, specOf).accepted('gain.audio'))).toBe('16000 Hz');
  const refusal = connectionProblem(chain, 'tone.audio', 'gain.audio', specOf);
  expect(refusal?.sentence).toBe('Sample rate: Gain offers 48000 Hz, Recogniser needs 16000 Hz.');
  const fitting = withRate(chain, 'tone', 16_000);
  expect(connectionProblem(fitting, 'tone.audio', 'gain.audio', specOf)).toBeUndefined();
});

test('inputs that must agree: the first that is wired decides', () => {
  const pair = makePipeline({ low: 'test/tone', high: 'test/tone', mix: 'test/mixer' }, [
    ['high.audio', 'mix.a'],
  ]);
  const tones = withRate(withRate(pair, 'low', 44_100), 'high', 48_000);
  expect(connectionProblem(tones, 'low.audio', 'mix.b', specOf)).toEqual({
    title: 'Sample rate differs',
    sentence: 'Sample rate: Tone offers 44100 Hz, Mixer · b needs 48000 Hz.',
    field: 'rate',
    offered: '44100 Hz',
    needed: '48000 Hz',
  });
  // In place of the edge that decides, any rate may come.
  expect(connectionProblem(tones, 'low.audio', 'mix.a', specOf)).toBeUndefined();
});

test('a stream of any type keeps its type on the way', () => {
  const chain = makePipeline({ tone: 'test/tone', limit: 'test/any', blur: 'test/blur' }, [
    ['tone.audio', 'limit.in'],
  ]);
  expect(connectionProblem(chain, 'limit.out', 'blur.frame', specOf)).toMatchObject({
    title: "Sound can't enter a picture input",
    offered: 'audio/pcm',
    needed: 'video/raw',
  });
});

test('ways of working are read in both directions', () => {
  const chain = makePipeline({ gray: 'test/gray', colour: 'test/colour', next: 'test/colour' }, [
    ['gray.frame', 'colour.frame'],
  ]);
  expect(words(inferCaps(chain, specOf).offered('colour.frame'))).toBe('I420');
  const wired = connect(chain, 'colour.frame', 'next.frame');
  expect(words(at(wired, 'colour.frame→next.frame').caps)).toBe('I420');
  const alone = makePipeline({ colour: 'test/colour' }, []);
  expect(words(inferCaps(alone, specOf).offered('colour.frame'))).toBe('RGBA, or I420');
});

test('a bypassed node sends what comes, a muted one says nothing', () => {
  const chain = makePipeline(
    { tone: 'test/tone', half: 'test/resample', ears: 'test/recogniser' },
    [
      ['tone.audio', 'half.audio'],
      ['half.audio', 'ears.audio'],
    ],
  );
  const fitting = withRate(chain, 'half', 16_000);
  const bypassed = setMode(fitting, ['half' as NodeId], 'bypassed');
  expect(capsConflicts(bypassed, specOf)).toHaveLength(1);
  const muted = setMode(chain, ['half' as NodeId], 'muted');
  expect(capsConflicts(muted, specOf)).toEqual([]);
});

test('operators that nobody knows may carry anything', () => {
  const chain = makePipeline({ magic: 'far/magic', ears: 'test/recogniser', tone: 'test/tone' }, [
    ['magic.out', 'ears.audio'],
    ['tone.audio', 'magic.in'],
  ]);
  expect(at(chain, 'magic.out→ears.audio')).toMatchObject({ offered: 'any' });
  expect(words(at(chain, 'magic.out→ears.audio').caps)).toBe('16000 Hz');
  expect(capsConflicts(chain, specOf)).toEqual([]);
});

test('a loop in the document ends the inference all the same', () => {
  const chain = makePipeline({ a: 'test/gain', b: 'test/gain', ears: 'test/recogniser' }, [
    ['a.audio', 'b.audio'],
    ['b.audio', 'ears.audio'],
  ]);
  const loop = connect(chain, 'b.audio', 'a.audio');
  expect(inferCaps(loop, specOf).edges.size).toBe(3);
});

test('a thousand nodes are inferred in a moment', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => `n-${i}`);
  const operators = Object.fromEntries(
    ids.map((id, i) => [id, i === 0 ? 'test/tone' : 'test/gain']),
  );
  const long = makePipeline(
    operators,
    ids.slice(1).map((id, i) => [`n-${i}.audio`, `${id}.audio`] as [PortRef, PortRef]),
  );
  expect(words(at(long, 'n-998.audio→n-999.audio').caps)).toBe('48000 Hz, mono');
});
