import { typesOf, type SpecOf } from '#contract/spec.ts';
import { canConnect, connectionProblem } from '#pipeline/connection.ts';
import { paramsInReach } from '#pipeline/drivenEnds.ts';
import type { ConnectionRefusal } from '#pipeline/refusals.ts';
import { disconnect } from '#pipeline/edges.ts';
import { type EdgeId, findNode, type Pipeline, portRef } from '#pipeline/pipeline.ts';
import { isDrivenParam, portAt, portsOf, type Side, titleOf } from '#pipeline/ports.ts';
import type { PortType } from '#stream/payload.ts';
import { opposite } from './addOperator.ts';
import { portKey, type PortEnd } from './canvasStore.ts';

/** Why a wire between two ends can't be, whichever of them it was started from; undefined if it can. */
export function wireProblem(
  pipeline: Pipeline,
  a: PortEnd,
  b: PortEnd,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  if (a.side === b.side) return sidesProblem(a.side);
  const [from, to] = a.side === 'out' ? [a, b] : [b, a];
  return connectionProblem(
    pipeline,
    portRef(from.node, from.port),
    portRef(to.node, to.port),
    specOf,
  );
}

/** Ports of one side may share a name with one of the other, so this is not left to `connectionProblem`. */
function sidesProblem(side: Side): ConnectionRefusal {
  const [one, other] = side === 'out' ? ['outputs', 'input'] : ['inputs', 'output'];
  return {
    title: `Two ${one} can't be joined`,
    sentence: `Both ends are ${one}; an edge runs from an output to an input.`,
    offered: '',
    needed: '',
    hint: `Drop it on an ${other}, or anywhere to add a node.`,
  };
}

/** All ports that a wire from `from` could end at, the keys being those of `portKey`. */
export function portsThatFit(
  pipeline: Pipeline,
  from: PortEnd,
  specOf: SpecOf,
): ReadonlyMap<string, PortEnd> {
  const side = opposite(from.side);
  const fits = new Map<string, PortEnd>();
  for (const { id, operator } of pipeline.nodes) {
    const spec = specOf(operator);
    for (const port of spec ? Object.keys(portsOf(spec, side)) : []) {
      const end: PortEnd = { node: id, port, side };
      const [near, far] = [portRef(from.node, from.port), portRef(id, port)];
      const [output, input] = side === 'in' ? [near, far] : [far, near];
      if (canConnect(pipeline, output, input, specOf)) fits.set(portKey(side, far), end);
    }
  }
  if (side === 'out') return fits;
  for (const [node, params] of paramsInReach(pipeline, portRef(from.node, from.port), specOf)) {
    for (const port of params) fits.set(portKey(side, portRef(node, port)), { node, port, side });
  }
  return fits;
}

/** True if the end is a param of its node. */
export function isParamEnd(pipeline: Pipeline, end: PortEnd, specOf: SpecOf): boolean {
  const node = findNode(pipeline, end.node);
  const spec = node && specOf(node.operator);
  return end.side === 'in' && spec !== undefined && isDrivenParam(spec, end.port);
}

/** Ports of the right type that a wire from `from` can't end at as things are: a converter may help. */
export function portsThatDiffer(
  pipeline: Pipeline,
  from: PortEnd,
  specOf: SpecOf,
): readonly PortEnd[] {
  const side = opposite(from.side);
  return pipeline.nodes.flatMap(({ id, operator }) => {
    const spec = specOf(operator);
    return (spec ? Object.keys(portsOf(spec, side)) : []).flatMap((port): readonly PortEnd[] => {
      const end = { node: id, port, side };
      const field = wireProblem(pipeline, from, end, specOf)?.field;
      return field === undefined || field === 'type' ? [] : [end];
    });
  });
}

/** The document as it would be if the edge in the hand were not there. */
export function without(pipeline: Pipeline, edge: EdgeId | undefined): Pipeline {
  return edge ? disconnect(pipeline, [edge]) : pipeline;
}

/** One end as the refusal shows it. */
export interface EndWords {
  readonly type: PortType | undefined;
  /** "Microphone", or "Recorder · video" where the node has several ports on that side. */
  readonly name: string;
  /** "takes video/raw". */
  readonly does: string;
}

/** One end in words, for the two lines of a refusal. */
export function endWords(pipeline: Pipeline, end: PortEnd, specOf: SpecOf): EndWords {
  const node = pipeline.nodes.find(({ id }) => id === end.node);
  const port = portAt(pipeline, portRef(end.node, end.port), end.side, specOf);
  const types = port ? typesOf(port) : [];
  const spec = node && specOf(node.operator);
  const title = node ? titleOf(node, specOf) : end.node;
  const names = spec && Object.keys(portsOf(spec, end.side));
  const isOnly = names?.length === 1 && names[0] === end.port;
  return {
    type: types[0],
    name: isOnly ? title : `${title} · ${end.port}`,
    does: `${end.side === 'out' ? 'sends' : 'takes'} ${types.join(' or ')}`,
  };
}
