import type { Json } from '#base/json.ts';
import { defaultParams, paramFields } from '#contract/paramFields.ts';
import {
  isSink,
  isSource,
  type OperatorSpec,
  type Port,
  type SpecOf,
  typesOf,
} from '#contract/spec.ts';
import { type Caps, type CapsStructure, fixateCaps, isLinkable } from '#stream/caps.ts';
import { isValueWithin } from '#stream/capsValue.ts';
import { connect, setQueue } from './edges.ts';
import { inferCaps } from './inferCaps.ts';
import { newNode } from './newNode.ts';
import { nodeCapsOf } from './nodeCaps.ts';
import { addNode } from './nodes.ts';
import { edgeId, type Pipeline, portRef, type PortRef } from './pipeline.ts';

/** As many are offered. */
const MOST = 3;

/** An operator that makes what comes into what is needed. */
export interface Converter {
  readonly spec: OperatorSpec;
  /** Every param, those that matter set to what is needed. */
  readonly params: Readonly<Record<string, Json>>;
  /** Names of the params that are not at their defaults. */
  readonly set: readonly string[];
  readonly input: string;
  readonly output: string;
}

/** Where a converter would go, and what there is to choose from. */
export interface ConverterSearch {
  readonly pipeline: Pipeline;
  readonly from: PortRef;
  readonly to: PortRef;
  readonly specs: readonly OperatorSpec[];
  readonly specOf: SpecOf;
}

/**
 * Up to three operators between an output and an input that don't fit, with params that make them: tried on
 * the pipeline as it would be, and kept if nothing is in conflict that was not before. Within a type only
 * operators that are meant to convert; to another type those first, then whatever gives it.
 */
export function findConverters(search: ConverterSearch): readonly Converter[] {
  const { pipeline, from, to, specs, specOf } = search;
  const known = inferCaps(pipeline, specOf);
  const ends = { offered: known.offered(from), accepted: known.accepted(to) };
  const found: Converter[] = [];
  for (const { spec, input, output } of candidates(specs, ends)) {
    if (found.length === MOST) break;
    const params = fitParams(spec, input, output, ends);
    if (!params) continue;
    const defaults = defaultParams(spec);
    const set = Object.keys(params).filter((name) => params[name] !== defaults[name]);
    const converter = { spec, params, set, input, output };
    if (helps(search, converter)) found.push(converter);
  }
  return found;
}

/** Puts a converter between two ports: a node and two edges. Queue settings of an edge there stay on the first. */
export function insertConverter(
  { pipeline, from, to }: Pick<ConverterSearch, 'pipeline' | 'from' | 'to'>,
  { spec, params, input, output }: Converter,
  at: readonly [x: number, y: number],
): Pipeline {
  const node = newNode(pipeline, spec, at, params);
  const first = { from, to: portRef(node.id, input) };
  const queue = pipeline.edges.find((edge) => edge.from === from && edge.to === to)?.queue;
  const halfway = connect(addNode(pipeline, node), first.from, first.to);
  return setQueue(connect(halfway, portRef(node.id, output), to), edgeId(first), queue);
}

interface Ends {
  readonly offered: Caps;
  readonly accepted: Caps;
}

interface Candidate {
  readonly spec: OperatorSpec;
  readonly input: string;
  readonly output: string;
  readonly rank: number;
}

function candidates(
  specs: readonly OperatorSpec[],
  { offered, accepted }: Ends,
): readonly Candidate[] {
  const [given, needed] = [typesOfCaps(offered), typesOfCaps(accepted)];
  const sameType = [...given].some((type) => needed.has(type));
  const all = specs.flatMap((spec): readonly Candidate[] => {
    if (isSource(spec) || isSink(spec) || (sameType && !spec.converter)) return [];
    const inputs = Object.entries(spec.inputs);
    // One that waits for a second stream would wait in vain.
    if (inputs.filter(([, port]) => !port.optional).length > 1) return [];
    const input = inputs.find(([, port]) => speaks(port, given));
    const outputs = Object.entries(spec.outputs);
    const output = outputs.findIndex(([, port]) => speaks(port, needed));
    if (!input || output < 0) return [];
    // What is meant to convert before what is not, and a main output before a by-product.
    const rank = (spec.converter ? 0 : 100) + output;
    return [{ spec, input: input[0], output: outputs[output]![0], rank }];
  });
  return all.toSorted((a, b) => a.rank - b.rank);
}

function typesOfCaps(caps: Caps): ReadonlySet<string> {
  return new Set(caps === 'any' ? [] : caps.map(({ type }) => type));
}

/** One that takes anything gives what it took, and converts nothing. */
function speaks(port: Port, types: ReadonlySet<string>): boolean {
  const own = typesOf(port);
  return own.length <= 2 && own.some((type) => types.has(type));
}

/** Params with which what comes in leaves as needed, the others at their defaults; undefined if there are none. */
function fitParams(
  spec: OperatorSpec,
  input: string,
  output: string,
  { offered, accepted }: Ends,
): Converter['params'] | undefined {
  if (accepted === 'any') return undefined;
  const sends = (params: Converter['params']): Caps => {
    const ports = nodeCapsOf({ params }, spec).settle(new Map([[`in.${input}`, offered] as const]));
    return ports?.get(`out.${output}`) ?? [];
  };
  for (const needed of accepted) {
    const params = setFields(spec, needed, offered, sends);
    if (params && isLinkable(sends(params), [needed])) return params;
  }
  return undefined;
}

/** Sets, for each field that is not as needed, the first param that makes it so. */
function setFields(
  spec: OperatorSpec,
  needed: CapsStructure,
  offered: Caps,
  sends: (params: Converter['params']) => Caps,
): Converter['params'] | undefined {
  const wishes = offered === 'any' ? {} : (offered[0]?.fields ?? {});
  const goal = fixateCaps([needed], wishes)!;
  let params = defaultParams(spec);
  for (const [field, value] of Object.entries(goal.fields)) {
    const isMet = (candidate: Converter['params']): boolean =>
      hasField(sends(candidate), field, needed.fields[field]!);
    if (isMet(params)) continue;
    const set = paramFields(spec)
      .map(({ name }) => ({ ...params, [name]: value }))
      .find((candidate) => spec.params.safeParse(candidate).success && isMet(candidate));
    // A field that nothing sets may be open all the same; whoever asks looks whether both meet.
    if (set) params = set;
  }
  return params;
}

function hasField(caps: Caps, field: string, needed: CapsStructure['fields'][string]): boolean {
  if (caps === 'any') return false;
  return caps.some(({ fields }) => {
    const value = fields[field];
    return value !== undefined && isValueWithin(value, needed);
  });
}

/** True if the pipeline with it has no conflict that it does not have without. */
function helps(search: ConverterSearch, converter: Converter): boolean {
  const { pipeline, from, to, specOf } = search;
  const before = inferCaps(pipeline, specOf);
  const after = inferCaps(insertConverter(search, converter, [0, 0]), specOf);
  return [...after.edges].every(
    ([id, { conflict }]) =>
      !conflict || (id !== edgeId({ from, to }) && before.edges.get(id)?.conflict !== undefined),
  );
}
