import {
  defineSpec,
  type InputPort,
  type InputPorts,
  type OperatorSpec,
  type OutputPorts,
} from '#contract/spec.ts';
import { z } from 'zod';
import { SIM_KINDS, type SimKind, TYPE_OF_KIND } from './simPayload.ts';
import { type How, type Shape, SHAPES, type SimOperator } from './simShapes.ts';

/** How a simulated node fails, if it does. */
export const FAILURES = ['throw', 'reject', 'open', 'flush', 'close'] as const;

/** Params of every simulated operator: what it does, how long it takes, and when it fails. */
const params = z.strictObject({
  /** The node's own id, by which it is watched. */
  name: z.string().default(''),
  /** Sources: chunks, their distance and the first one's time in µs, and whether the clock paces them. */
  count: z.int().default(10),
  step: z.int().default(1000),
  start: z.int().default(0),
  paced: z.boolean().default(false),
  /** Sources: up to so many µs later than they should be, in a pattern. */
  jitter: z.int().default(0),
  /** Sources: what the first chunk says. */
  first: z.int().default(0),
  /** Samples of a block. */
  block: z.int().default(16),
  add: z.int().default(1),
  /** Filters, n:1 and choices. */
  modulus: z.int().default(2),
  /** Windows: how long each is, in µs. */
  span: z.int().default(4000),
  /** Loops: whether the last chunk that came around is the end, or nobody says so. */
  ends: z.boolean().default(true),
  /** Devices: the chunk before which they are silent for so many µs more, and whether they say so. */
  silentAt: z.int().optional(),
  silentFor: z.int().default(0),
  says: z.boolean().default(false),
  /** How long each call computes, and how long it waits, in ms. */
  cost: z.number().default(0),
  sleep: z.number().default(0),
  opening: z.number().default(0),
  failure: z.enum(FAILURES).optional(),
  /** The call that fails, counted from 1. */
  failAt: z.int().default(1),
});

/** Params of a simulated node, parsed. */
export type SimParams = z.output<typeof params>;

/** Splits `sim/map.frame`. */
export function partsOf(operator: string): { readonly name: SimOperator; readonly kind: SimKind } {
  const [name, kind] = operator.slice('sim/'.length).split('.');
  return { name: name as SimOperator, kind: kind as SimKind };
}

/** The outputs of an operator. */
export function outputsOf(name: SimOperator): readonly string[] {
  return (SHAPES[name] as Shape).out ?? [];
}

/** What an operator sends, if it takes payloads of a kind. */
export function kindSent(name: SimOperator, kind: SimKind): SimKind {
  return (SHAPES[name] as Shape).counts ? 'number' : kind;
}

const specs = new Map<string, OperatorSpec>();
for (const kind of SIM_KINDS) {
  for (const name of Object.keys(SHAPES) as SimOperator[]) {
    const spec = specOf(name, kind);
    specs.set(spec.id, spec);
  }
}

function specOf(name: SimOperator, kind: SimKind): OperatorSpec {
  const { in: ins = {}, out = [], counts, ...rest } = SHAPES[name] as Shape;
  const inputs: InputPorts = Object.fromEntries(
    Object.entries(ins).map(([port, how]) => [port, inputOf(how, kind)]),
  );
  const outputs: OutputPorts = Object.fromEntries(
    out.map((port) => [port, { type: TYPE_OF_KIND[counts ? 'number' : kind], doc: 'Chunks.' }]),
  );
  return defineSpec({
    id: `sim/${name}.${kind}`,
    title: name,
    doc: 'Simulated.',
    category: 'flow',
    glyph: 'M2 8h12',
    inputs,
    outputs,
    params,
    ...rest,
  }) as unknown as OperatorSpec;
}

function inputOf(how: How, kind: SimKind): InputPort {
  return {
    type: TYPE_OF_KIND[how === 'choice' ? 'number' : kind],
    doc: 'Chunks.',
    ...(how === 'any' && { arrival: 'any' as const }),
    ...(how === 'optional' && { optional: true }),
    ...(how === 'apart' && { set: 'apart' }),
    ...(how === 'beside' && { arrival: 'newest' as const }),
    ...(how === 'skipped' && { onIdle: 'skip' as const }),
    ...(how === 'held' && { onIdle: 'hold' as const }),
  };
}

/** Finds the spec of a simulated operator. */
export const simSpecOf = (operator: string): OperatorSpec | undefined => specs.get(operator);

/** Fills params up with their defaults. */
export const simParams = (given: Partial<SimParams>): SimParams => params.parse(given);
