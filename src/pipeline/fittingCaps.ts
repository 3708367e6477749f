import type { OperatorSpec, SpecOf } from '#contract/spec.ts';
import { type Caps, isLinkable } from '#stream/caps.ts';
import { inferCaps } from './inferCaps.ts';
import { type NodeCaps, nodeCapsOf } from './nodeCaps.ts';
import type { Pipeline, PipelineNode, PortRef } from './pipeline.ts';
import { portsOf, type Side } from './ports.ts';

/** A node that is about to be added, with the params it will have. */
type Candidate = Pick<PipelineNode, 'params' | 'mode'>;

/**
 * Names of the ports on one side of a node that could be joined to a port of a pipeline, by all that is known of
 * what flows there; in the spec's order. `side` is that of the node.
 */
export function portsThatTake(
  pipeline: Pipeline,
  other: PortRef,
  {
    node,
    spec,
    side,
  }: { readonly node: Candidate; readonly spec: OperatorSpec; readonly side: Side },
  specOf: SpecOf,
): readonly string[] {
  const { offered, accepted } = inferCaps(pipeline, specOf);
  const model = nodeCapsOf(node, spec);
  return Object.keys(portsOf(spec, side)).filter((name) =>
    side === 'in'
      ? isLinkable(offered(other), capsAt(model, 'in', name))
      : isLinkable(capsAt(model, 'out', name), accepted(other)),
  );
}

/** Names of the outputs of a node that could go on to `to` if that comes by one of its inputs. */
export function outputsThatFit(
  pipeline: Pipeline,
  { from, to }: { readonly from: PortRef; readonly to: PortRef },
  {
    node,
    spec,
    input,
  }: { readonly node: Candidate; readonly spec: OperatorSpec; readonly input: string },
  specOf: SpecOf,
): readonly string[] {
  const { offered, accepted } = inferCaps(pipeline, specOf);
  const settled = nodeCapsOf(node, spec).settle(new Map([[`in.${input}`, offered(from)] as const]));
  if (!settled) return [];
  return Object.keys(spec.outputs).filter((name) =>
    isLinkable(settled.get(`out.${name}`) ?? 'any', accepted(to)),
  );
}

function capsAt(model: NodeCaps, side: Side, name: string): Caps {
  return model.free.get(`${side}.${name}`) ?? 'any';
}
