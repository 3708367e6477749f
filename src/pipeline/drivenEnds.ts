import { drivableParams, NUMBER_PORT } from '#contract/drivable.ts';
import type { SpecOf } from '#contract/spec.ts';
import { isLinkable } from '#stream/caps.ts';
import { inferCaps } from './inferCaps.ts';
import { NUMBERS } from './nodeCaps.ts';
import { type NodeId, type Pipeline, type PortRef, splitPortRef } from './pipeline.ts';
import { portAt, portsFit } from './ports.ts';
import { wiringOf } from './wiring.ts';

/**
 * Every param that an output could drive, by node: all that numbers can set, but of those nodes that the output
 * itself gets something from. Asked once for a whole pipeline, which is quicker than asking for each param.
 */
export function paramsInReach(
  pipeline: Pipeline,
  output: PortRef,
  specOf: SpecOf,
): ReadonlyMap<NodeId, readonly string[]> {
  const reached = new Map<NodeId, readonly string[]>();
  const port = portAt(pipeline, output, 'out', specOf);
  if (!port || !portsFit(port, NUMBER_PORT)) return reached;
  if (!isLinkable(inferCaps(pipeline, specOf).offered(output), NUMBERS)) return reached;
  const edges = pipeline.edges.filter(({ loopback }) => !loopback);
  const above = new Set(wiringOf({ ...pipeline, edges }).above(splitPortRef(output).node));
  for (const { id, operator } of pipeline.nodes) {
    const spec = specOf(operator);
    const names = spec && !above.has(id) ? [...drivableParams(spec).keys()] : [];
    if (names.length > 0) reached.set(id, names);
  }
  return reached;
}
