import type { Json } from '#base/json.ts';
import { connectionProblem } from '#pipeline/connection.ts';
import { connect, setQueue } from '#pipeline/edges.ts';
import { newNode } from '#pipeline/newNode.ts';
import { addNode } from '#pipeline/nodes.ts';
import {
  edgeId,
  emptyPipeline,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  portRef,
} from '#pipeline/pipeline.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { OVERFLOW_POLICIES } from '#stream/queueSettings.ts';
import * as fc from 'fast-check';
import { testSpecOf, testSpecs } from './specs.ts';

/** A document of `id: operator` nodes in a row and `from → to` edges, read by the parser itself. */
export function makePipeline(
  nodes: Readonly<Record<string, string>>,
  edges: readonly (readonly [from: PortRef, to: PortRef])[] = [],
): Pipeline {
  const text = JSON.stringify({
    ...emptyPipeline,
    nodes: Object.entries(nodes).map(([id, operator], index) => {
      return { id, operator, operatorVersion: 1, at: [index * 240, 0], params: {} };
    }),
    edges: edges.map(([from, to]) => ({ from, to })),
  });
  const parsed = parsePipeline(text, testSpecOf);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.problems.map(({ message }) => message).join(' '));
}

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const place = fc.integer({ min: -1_000_000, max: 1_000_000 });

/** Anything JSON can hold, as the params of an operator nobody has. −0 prints as 0, so it is left out. */
const anyParams = fc.dictionary(
  words.filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json),
);

const blurParams = fc.record({
  radius: fc.integer({ min: 0, max: 10 }),
  edge: fc.constantFrom('clamp', 'mirror'),
  fast: fc.boolean(),
});

const step = fc.record({
  operator: fc.constantFrom(...testSpecs.map(({ id }) => id), 'far/unknown'),
  at: fc.tuple(place, place),
  title: fc.option(words, { nil: undefined }),
  mode: fc.constantFrom(undefined, 'muted' as const, 'bypassed' as const),
  collapsed: fc.boolean(),
  unknown: anyParams,
  blur: blurParams,
  links: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 3 }),
  overflow: fc.constantFrom(undefined, ...OVERFLOW_POLICIES),
  capacity: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
});

/** Documents without problems, made as a person would: node by node, edges only where they fit. */
export const anyPipeline: fc.Arbitrary<Pipeline> = fc
  .tuple(words, fc.array(step, { maxLength: 12 }))
  .map(([name, steps]) => {
    let pipeline: Pipeline = { ...emptyPipeline, name };
    for (const one of steps) pipeline = grow(pipeline, one);
    return pipeline;
  });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function grow(pipeline: Pipeline, one: Step): Pipeline {
  const node: PipelineNode = {
    ...nodeOf(pipeline, one),
    ...(one.title === undefined ? {} : { title: one.title }),
    ...(one.mode && { mode: one.mode }),
    ...(one.collapsed && { collapsed: true }),
  };
  let next = addNode(pipeline, node);
  for (const [pick, output, input] of one.links) {
    const other = pipeline.nodes[pick % Math.max(1, pipeline.nodes.length)];
    if (other) next = link(next, other, node, output, input, one);
  }
  return next;
}

function nodeOf(pipeline: Pipeline, one: Step): PipelineNode {
  const spec = testSpecOf(one.operator);
  if (spec) {
    return newNode(pipeline, spec, one.at, one.operator === 'test/blur' ? one.blur : {});
  }
  const stranger = { ...testSpecs[0]!, id: one.operator, version: 7 };
  return { ...newNode(pipeline, stranger, one.at), params: one.unknown };
}

function link(
  pipeline: Pipeline,
  other: PipelineNode,
  node: PipelineNode,
  output: number,
  input: number,
  { overflow, capacity }: Step,
): Pipeline {
  const outputs = Object.keys(testSpecOf(other.operator)?.outputs ?? { any: 0 });
  const inputs = Object.keys(testSpecOf(node.operator)?.inputs ?? { any: 0 });
  if (outputs.length === 0 || inputs.length === 0) return pipeline;
  const from = portRef(other.id, outputs[output % outputs.length]!);
  const to = portRef(node.id, inputs[input % inputs.length]!);
  if (connectionProblem(pipeline, from, to, testSpecOf)) return pipeline;
  return setQueue(connect(pipeline, from, to), edgeId({ from, to }), {
    ...(overflow && { overflow }),
    ...(capacity !== undefined && overflow !== 'keep-latest' && { capacity }),
  });
}
