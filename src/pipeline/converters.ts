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

/** How far the second of two is put to the right of the first: a node and a gap, in canvas pixels. */
export const OFFER_STEP = 264;

/** An operator that makes what comes into what is needed. */
export interface Converter {
  readonly spec: OperatorSpec;
  /** Every param, those that matter set to what is needed. */
  readonly params: Readonly<Record<string, Json>>;
  /** Names of the params that are not at their defaults. */
  readonly set: readonly string[];
  readonly input: string;
  readonly output: string;
  /** A second one behind it, where one does not do. */
  readonly next?: Converter;
}

/** The converters of an offer, in the order data flows. */
export function stepsOf(converter: Converter): readonly Converter[] {
  return converter.next ? [converter, ...stepsOf(converter.next)] : [converter];
}

/** An offer in words: `Resample`, or `Channels and Resample`. */
export function titleOfOffer(converter: Converter): string {
  return stepsOf(converter)
    .map(({ spec }) => spec.title)
    .join(' and ');
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
 * operators that are meant to convert; to another type those first, then whatever gives it. Where none does it
 * alone, two in a row.
 */
export function findConverters(search: ConverterSearch): readonly Converter[] {
  const { pipeline, from, to, specOf } = search;
  const known = inferCaps(pipeline, specOf);
  const ends = { offered: known.offered(from), accepted: known.accepted(to) };
  const single = helpful(search, alone(search, ends));
  return single.length > 0 ? single : helpful(search, inPairs(search, ends));
}

function helpful(search: ConverterSearch, found: Iterable<Converter>): readonly Converter[] {
  const kept: Converter[] = [];
  for (const converter of found) {
    if (helps(search, converter)) kept.push(converter);
    if (kept.length === MOST) break;
  }
  return kept;
}

/** Those that make what is needed by themselves. */
function* alone({ specs }: ConverterSearch, ends: Ends): Generator<Converter> {
  for (const { spec, input, output } of candidates(specs, ends)) {
    const params = fitParams(spec, input, output, ends);
    if (params) yield converterOf(spec, params, input, output);
  }
}

/** Two in a row, of which the first makes a part of what is needed; either order of the same two counts once. */
function* inPairs(search: ConverterSearch, ends: Ends): Generator<Converter> {
  const seen = new Set<string>();
  for (const { spec, input, output } of firstSteps(search.specs, ends)) {
    for (const { params, sent } of partlyFit(spec, input, output, ends)) {
      for (const next of alone(search, { ...ends, offered: sent })) {
        const pair = [spec.id, next.spec.id].toSorted().join(' ');
        // Two that are not meant to convert would give something of which nobody thinks.
        const isMeant = spec.converter || next.spec.converter;
        if (!isMeant || next.spec === spec || seen.has(pair)) continue;
        seen.add(pair);
        yield { ...converterOf(spec, params, input, output), next };
      }
    }
  }
}

/** What may begin a pair: whatever converts within the type that comes, and whatever gives the type that is needed. */
function firstSteps(specs: readonly OperatorSpec[], ends: Ends): readonly Candidate[] {
  const within = candidates(specs, { offered: ends.offered, accepted: ends.offered });
  const others = candidates(specs, ends).filter(
    ({ spec }) => !within.some((one) => one.spec === spec),
  );
  return [...within, ...others];
}

function converterOf(
  spec: OperatorSpec,
  params: Converter['params'],
  input: string,
  output: string,
): Converter {
  const defaults = defaultParams(spec);
  const set = Object.keys(params).filter((name) => params[name] !== defaults[name]);
  return { spec, params, set, input, output };
}

/** Puts a converter, or two in a row, between two ports. Queue settings of an edge there stay on the first. */
export function insertConverter(
  { pipeline, from, to }: Pick<ConverterSearch, 'pipeline' | 'from' | 'to'>,
  { spec, params, input, output, next }: Converter,
  at: readonly [x: number, y: number],
): Pipeline {
  const node = newNode(pipeline, spec, at, params);
  const first = { from, to: portRef(node.id, input) };
  const last = { from: portRef(node.id, output), to };
  const queue = pipeline.edges.find((edge) => edge.from === from && edge.to === to)?.queue;
  const halfway = connect(addNode(pipeline, node), first.from, first.to);
  const joined = setQueue(connect(halfway, last.from, to), edgeId(first), queue);
  const [x, y] = at;
  return next ? insertConverter({ pipeline: joined, ...last }, next, [x + OFFER_STEP, y]) : joined;
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
  const sends = sender(spec, input, output, offered);
  for (const needed of accepted) {
    const params = setFields(spec, needed, offered, sends);
    if (params && isLinkable(sends(params), [needed])) return params;
  }
  return undefined;
}

/** Params with which a part of what is needed is met, and what leaves then. */
function* partlyFit(
  spec: OperatorSpec,
  input: string,
  output: string,
  { offered, accepted }: Ends,
): Generator<{ readonly params: Converter['params']; readonly sent: Caps }> {
  if (accepted === 'any') return;
  const sends = sender(spec, input, output, offered);
  for (const needed of accepted) {
    const params = setFields(spec, needed, offered, sends);
    const sent = params && sends(params);
    if (sent && sent !== 'any' && sent.length > 0) yield { params, sent };
  }
}

/** What leaves an operator by its params, where that comes in. */
function sender(
  spec: OperatorSpec,
  input: string,
  output: string,
  offered: Caps,
): (params: Converter['params']) => Caps {
  return (params) => {
    const ports = nodeCapsOf({ params }, spec).settle(new Map([[`in.${input}`, offered] as const]));
    return ports?.get(`out.${output}`) ?? [];
  };
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
