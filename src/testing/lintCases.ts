import type { Json } from '#base/json.ts';
import { passes } from '#contract/capsWay.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import type { LintHome, LintMode } from '#pipeline/lint/lintContext.ts';
import {
  type Edge,
  edgeId,
  emptyPipeline,
  type EdgeQueue,
  type NodeId,
  type Pipeline,
} from '#pipeline/pipeline.ts';
import type { Micros } from '#stream/micros.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import { z } from 'zod';

const common = {
  doc: 'Test.',
  glyph: 'M2 8h12',
  category: 'video',
  params: z.strictObject({}),
} as const;
const video = { type: 'video/raw', doc: 'Pictures.' } as const;
const sound = { type: 'audio/pcm', doc: 'Sound.' } as const;

const number = (unit: string, fallback: number) =>
  z.number().min(0).max(100_000).default(fallback).meta({ title: unit, description: unit, unit });

const size = { width: number('px', 1280), height: number('px', 720) };

/** Operators by their title in lower case. */
export const lintSpecs = [
  source(
    'Camera',
    { frame: { ...video, caps: { format: 'I420' } } },
    { ...size, frameRate: number('fps', 30) },
    { live: true, requires: ['camera'], caps: sized('frame') },
  ),
  source(
    'Pattern',
    { frame: video },
    { ...size, frameRate: number('fps', 30), duration: number('s', 0) },
    {
      bounded: ({ duration }: { duration?: unknown }) => Number(duration) > 0,
      caps: sized('frame'),
    },
  ),
  source('Tone', { audio: sound }, { sampleRate: number('Hz', 48_000) }),
  source('Microphone', { audio: sound }, {}, { live: true, requires: ['microphone'] }),
  source(
    'Clip',
    { frame: video },
    {
      file: fileOf({}),
      subtitles: fileOf({ optional: true }),
    },
  ),
  through(
    'Blur',
    { in: video },
    { out: video },
    { ratio: '1:1', caps: () => [{ same: [passes('in', 'out')] }] },
  ),
  through('Sift', { in: video }, { out: video }, { bounds: 'self' }),
  through('Sieve', { in: video }, { out: video }, { bounds: { offset: 0 } }),
  through(
    'Hold',
    { in: video },
    { out: video },
    { latency: { min: 500_000 as Micros, max: 500_000 as Micros } },
  ),
  through(
    'Resize',
    { in: video },
    { out: video },
    {
      ratio: '1:1',
      converter: true,
      params: z.strictObject(size),
      caps: sized('out', passes('in', 'out', 'width', 'height')),
    },
  ),
  through(
    'Limiter',
    { in: video },
    { out: video },
    { params: z.strictObject({ rate: number('/s', 10) }) },
  ),
  through(
    'To RGBA',
    { in: { ...video, caps: { format: ['I420'] } } },
    { out: { ...video, caps: { format: 'RGBA' } } },
    { ratio: '1:1', converter: true },
  ),
  through(
    'To I420',
    { in: { ...video, caps: { format: ['RGBA'] } } },
    { out: { ...video, caps: { format: 'I420' } } },
    { ratio: '1:1', converter: true },
  ),
  through(
    'Resample',
    { in: sound },
    { out: sound },
    {
      ratio: '1:1',
      converter: true,
      params: z.strictObject({ sampleRate: number('Hz', 8000) }),
      caps: ({ sampleRate: rate }: { sampleRate: number }) => [
        { out: { out: { rate } }, same: [passes('in', 'out', 'rate')] },
      ],
    },
  ),
  through('Gain', { in: sound }, { out: sound }, { caps: () => [{ same: [passes('in', 'out')] }] }),
  through(
    'Spell',
    { in: { ...sound, caps: { rate: 16_000 } } },
    { out: { type: 'text/transcript', doc: 'Words.' } },
  ),
  through('Latch', { tick: video, a: video }, { a: video }, { category: 'flow' }),
  through('Pair', { a: video, b: video }, { out: video }),
  through(
    'Detect',
    { in: video },
    { out: { type: 'vision/detections', doc: 'Boxes.' } },
    { requires: ['model'], models: ['eyes'] },
  ),
  through(
    'Mix',
    { a: { ...sound, optional: true }, b: { ...sound, optional: true } },
    { out: sound },
  ),
  through(
    'Show',
    { in: { type: ['video/raw', 'vision/detections', 'audio/pcm'], doc: 'Any.' } },
    {},
  ),
  through('Record', { video: { ...video, arrival: 'any' } }, {}, { privacy: 'stores' }),
  through('Send', { in: video }, {}, { privacy: 'leaves-device' }),
] as readonly OperatorSpec[];

/** The caps of an output by the params `width` and `height`. */
function sized(output: string, ...same: readonly object[]) {
  return ({ width, height }: { width: number; height: number }) => [
    { out: { [output]: { width, height } }, same },
  ];
}

function source(title: string, outputs: object, params: z.ZodRawShape, more: object = {}): unknown {
  return through(title, {}, outputs, { params: z.strictObject(params), ...more });
}

function through(title: string, inputs: object, outputs: object, more: object = {}): unknown {
  const id = title.toLowerCase().replace(' ', '-');
  return defineSpec({ ...common, id, title, inputs, outputs, ...more } as Parameters<
    typeof defineSpec
  >[0]);
}

/** One node of a case: an operator's id, or with params; a node is called by its id, as `blur` or `blur:2`. */
type Node = Readonly<Record<string, Json>>;

/** A pipeline to judge: edges as `camera.frame blur.in`, params and queues by id where they differ. */
export interface LintCase {
  readonly edges: readonly string[];
  /** Nodes without an edge. */
  readonly loose?: readonly string[];
  readonly params?: Readonly<Record<string, Node>>;
  readonly queues?: Readonly<Record<string, EdgeQueue>>;
  readonly mode?: LintMode;
  readonly nodes?: Readonly<Record<string, Partial<Pipeline['nodes'][number]>>>;
}

/** The document of a case. The part of an id before a colon names the operator. */
export function casePipeline({
  edges,
  loose = [],
  params = {},
  queues = {},
  nodes = {},
}: LintCase): Pipeline {
  const list = edges.map((text): Edge => {
    const [from, to] = text.split(' ');
    const queue = queues[text];
    return { from, to, ...(queue && { queue }) } as Edge;
  });
  const ids = new Set([
    ...list.flatMap(({ from, to }) => [from, to].map((ref) => ref.split('.')[0]!)),
    ...loose,
  ]);
  return {
    ...emptyPipeline,
    nodes: [...ids].map((id, index) => {
      const operator = id.split(':')[0]!;
      const spec = lintSpecs.find((one) => one.id === operator);
      const defaults = spec ? (spec.params.parse({}) as Node) : {};
      return {
        id: id as NodeId,
        operator,
        operatorVersion: 1,
        at: [index * 240, 0] as const,
        params: { ...defaults, ...params[id] },
        ...nodes[id],
      };
    }),
    edges: list,
  };
}

/** What the linter says of a case. Edges with a queue of their own are cut; others are calls. */
export function lintCase(
  given: LintCase | Pipeline,
  mode?: LintMode,
  home?: LintHome,
): readonly Finding[] {
  const pipeline = 'format' in given ? given : casePipeline(given);
  const queues = new Map(
    pipeline.edges.flatMap((edge) =>
      edge.queue ? [[edgeId(edge), { ...defaultQueue('video/raw'), ...edge.queue }]] : [],
    ),
  );
  return lintPipeline({
    pipeline,
    specs: lintSpecs,
    specOf: (id) => lintSpecs.find((spec) => spec.id === id),
    mode: mode ?? ('format' in given ? 'live' : (given.mode ?? 'live')),
    queueOf: (id) => queues.get(id),
    ...(home && { home }),
  });
}

function fileOf(meta: { readonly optional?: true }) {
  return z
    .union([z.strictObject({}), z.strictObject({ asset: z.string() })])
    .default({})
    .meta({ title: 'File', description: 'File.', control: 'file', ...meta });
}
