import { bypassOf } from '#pipeline/bypass.ts';
import {
  edgeId,
  type Pipeline,
  type PipelineNode,
  portRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { handedIn, type Handed } from './modelInputs.ts';
import { type Loop, loopOf } from './modelLoops.ts';
import { meanings, type Stream, type Streams } from './modelMeanings.ts';
import { partsOf, simParams, type SimParams, simSpecOf } from './simSpecs.ts';

/** What each edge hands to its receiver from the first to the last chunk, if nothing is lost: by the edge's id. */
export type Expected = ReadonlyMap<string, Handed>;

/** What is modelled, and whether full queues and newest sets may lose something. */
export interface Modelled {
  readonly pipeline: Pipeline;
  readonly isLossless: boolean;
}

/**
 * What a pipeline means, with streams as plain lists: no time passes, nothing is bounded, nothing is shared.
 * Absent for streams that depend on when things happen.
 */
export function expectedOf(modelled: Modelled): Expected {
  const { pipeline } = modelled;
  const outputs = new Map<string, Stream>();
  evaluate(modelled, pipeline.nodes, outputs);
  const expected = new Map<string, Handed>();
  for (const node of pipeline.nodes) {
    const inputs = inputsOf(pipeline, node, outputs);
    const handed = handedIn(node, inputs, modelled.isLossless);
    for (const edge of pipeline.edges) {
      const { node: to, port } = splitPortRef(edge.to);
      if (to === node.id && handed[port]) expected.set(edgeId(edge), handed[port]);
    }
  }
  return expected;
}

/** Adds what these nodes send, in the order data flows, to what is known of others. */
function evaluate(
  modelled: Modelled,
  nodes: readonly PipelineNode[],
  outputs: Map<string, Stream>,
): void {
  for (const node of nodes) {
    const sent = sentBy(modelled, node, outputs);
    for (const port of Object.keys(simSpecOf(node.operator)!.outputs)) {
      const stream = sent?.[port];
      if (stream) outputs.set(portRef(node.id, port), stream);
      else outputs.delete(portRef(node.id, port));
    }
  }
}

/** By output port; undefined where that is a matter of timing. */
function sentBy(
  modelled: Modelled,
  node: PipelineNode,
  outputs: ReadonlyMap<string, Stream>,
): Streams | undefined {
  const { name, kind } = partsOf(node.operator);
  const spec = simSpecOf(node.operator)!;
  const ports = Object.keys(spec.outputs);
  if (node.mode === 'muted') return Object.fromEntries(ports.map((port) => [port, []]));
  const inputs = inputsOf(modelled.pipeline, node, outputs);
  if (node.mode === 'bypassed') {
    const ways = bypassOf(spec);
    return Object.fromEntries(ports.flatMap((port) => passed(port, inputs[ways[port]!])));
  }
  const params = simParams(node.params as Partial<SimParams>);
  const loop = loopOf(modelled.pipeline, node);
  if (loop) return cameAround(modelled, node, loop, outputs);
  if (Object.values(inputs).includes(undefined)) return undefined;
  return meanings[name]?.({
    inputs: inputs as Streams,
    params,
    kind,
    isLossless: modelled.isLossless,
  });
}

function passed(port: string, stream: Stream | undefined): readonly (readonly [string, Stream])[] {
  return stream ? [[port, stream]] : [];
}

/** What a node sends that takes what came around for the one before: chunk by chunk, by all that was sent so far. */
function cameAround(
  modelled: Modelled,
  node: PipelineNode,
  { body, from }: Loop,
  outputs: ReadonlyMap<string, Stream>,
): Streams | undefined {
  const { name, kind } = partsOf(node.operator);
  const { main } = inputsOf(modelled.pipeline, node, outputs);
  const meaning = meanings[name];
  // What waits for a chunk that waits for it goes on only once somebody gives up.
  const isStuck = body.some(
    ({ operator, mode }) => partsOf(operator).name === 'hold' && mode === undefined,
  );
  if (!main || !meaning || isStuck) return undefined;
  const params = simParams(node.params as Partial<SimParams>);
  let out: Stream = [];
  for (let count = 1; count <= main.length; count++) {
    const around = new Map(outputs);
    around.set(portRef(node.id, 'out'), out);
    evaluate(modelled, body, around);
    const loop = around.get(from);
    if (!loop) return undefined;
    const inputs = { main: main.slice(0, count), loop, before: out };
    const sent = meaning({ inputs, params, kind, isLossless: modelled.isLossless });
    if (!sent) return undefined;
    out = sent['out']!;
  }
  return { out };
}

/** What comes in by each input that has an edge; undefined where that is not known. */
function inputsOf(
  { edges }: Pipeline,
  node: PipelineNode,
  outputs: ReadonlyMap<string, Stream>,
): Readonly<Record<string, Stream | undefined>> {
  const into = edges.filter((edge) => splitPortRef(edge.to).node === node.id);
  return Object.fromEntries(into.map(({ from, to }) => [splitPortRef(to).port, outputs.get(from)]));
}
