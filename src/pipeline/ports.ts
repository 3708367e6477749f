import { drivableParams, drivenPort } from '#contract/drivable.ts';
import { type OperatorSpec, type Port, type SpecOf, typesOf } from '#contract/spec.ts';
import { type CapsStructure, capsConflict } from '#stream/caps.ts';
import {
  findNode,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  splitPortRef,
} from './pipeline.ts';

/** Which side of a node a port is on. */
export type Side = 'in' | 'out';

/** The ports of one side, by name, in the order the spec gives. */
export function portsOf(spec: OperatorSpec, side: Side): Readonly<Record<string, Port>> {
  return side === 'in' ? spec.inputs : spec.outputs;
}

/**
 * Names of the ports a node shows on one side, in the spec's order: all but those inputs that come after
 * another one without an edge and have none themselves. `wired` are the inputs with edges.
 */
export function shownPorts(
  spec: OperatorSpec,
  side: Side,
  wired: ReadonlySet<string>,
): readonly string[] {
  if (side === 'out') return Object.keys(spec.outputs);
  return Object.entries(spec.inputs)
    .filter(([name, { after }]) => after === undefined || wired.has(after) || wired.has(name))
    .map(([name]) => name);
}

/**
 * The port of that name; a param that can be driven is an input too. Safe for names that come from a file,
 * such as `toString`.
 */
export function portOf(spec: OperatorSpec, side: Side, name: string): Port | undefined {
  const ports = portsOf(spec, side);
  if (Object.hasOwn(ports, name)) return ports[name];
  return side === 'in' ? drivenPort(spec, name) : undefined;
}

/** True if an edge into that name sets a param: no input has it. */
export function isDrivenParam(spec: OperatorSpec, name: string): boolean {
  return !Object.hasOwn(spec.inputs, name) && drivableParams(spec).has(name);
}

/** Names of the params that edges drive, in the order of the spec; `entered` are the ports with an edge. */
export function drivenParams(spec: OperatorSpec, entered: Iterable<string>): readonly string[] {
  const names = new Set([...entered].filter((name) => !Object.hasOwn(spec.inputs, name)));
  return names.size === 0 ? [] : [...drivableParams(spec).keys()].filter((name) => names.has(name));
}

/** The port an end of an edge names; undefined if its node, operator or port is not known. */
export function portAt(
  pipeline: Pipeline,
  ref: PortRef,
  side: Side,
  specOf: SpecOf,
): Port | undefined {
  const { node: id, port } = splitPortRef(ref);
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  return spec && portOf(spec, side, port);
}

/** What a port says of itself, whatever its node is set to or wired to: one entry for each of its types. */
export function capsOf(port: Port): readonly CapsStructure[] {
  return typesOf(port).map((type) => ({ type, fields: port.caps ?? {} }));
}

/** True if chunks of that output may enter that input, by what both say of themselves. */
export function portsFit(output: Port, input: Port): boolean {
  return capsConflict(capsOf(output), capsOf(input)) === undefined;
}

/** Names of the ports on one side of an operator that could be joined to `other`, in the spec's order. */
export function fittingPorts(spec: OperatorSpec, side: Side, other: Port): string[] {
  return Object.entries(portsOf(spec, side))
    .filter(([, port]) => (side === 'in' ? portsFit(other, port) : portsFit(port, other)))
    .map(([name]) => name);
}

/**
 * True if a loop-back may enter that input: one that is served as it comes. Any other would wait for what
 * the node itself has yet to send.
 */
export function takesLoopback(input: Port): boolean {
  return 'arrival' in input && input.arrival === 'any';
}

/** What the user sees as the name of a node. */
export function titleOf(node: PipelineNode, specOf: SpecOf): string {
  return node.title ?? specOf(node.operator)?.title ?? node.operator;
}
