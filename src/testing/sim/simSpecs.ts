import {
  defineSpec,
  type InputPorts,
  type OperatorSpec,
  type OutputPorts,
} from '#contract/spec.ts';
import { z } from 'zod';
import { SIM_KINDS, type SimKind, TYPE_OF_KIND } from './simPayload.ts';

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
  /** Filters and n:1. */
  modulus: z.int().default(2),
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

type Shape = Partial<
  Pick<OperatorSpec, 'live' | 'determinism' | 'ratio' | 'bounds' | 'maxInFlight'>
> & {
  readonly in?: Readonly<Record<string, 'sync' | 'any' | 'optional'>>;
  readonly out?: readonly string[];
};

/** Operators by name, and what each is for. A name and a kind make an id: `sim/map.frame`. */
const SHAPES = {
  /** Sends what its params say. */
  source: { out: ['out'] },
  /** The same at a device's pace. */
  camera: { out: ['out'], live: true, determinism: 'external' },
  /** Sends the same twice; the second stream runs ahead. */
  twin: { out: ['out', 'ahead'] },
  /** Changes what is said, in place where it may; takes new params as they come. */
  map: { in: { in: 'sync' }, out: ['out'], ratio: '1:1' },
  /** The same, several at once. */
  crew: { in: { in: 'sync' }, out: ['out'], ratio: '1:1', maxInFlight: 3 },
  /** The same, but opened anew for new params. */
  stiff: { in: { in: 'sync' }, out: ['out'], ratio: '1:1' },
  /** Passes some. */
  filter: { in: { in: 'sync' }, out: ['out'] },
  /** Passes some, and counts the others as invalid. */
  sieve: { in: { in: 'sync' }, out: ['out'] },
  /** Sends some here and some there. */
  fork: { in: { in: 'sync' }, out: ['out', 'other'] },
  /** Keeps so many and sends their sum at the time of the last. */
  sum: { in: { in: 'sync' }, out: ['out'] },
  /** Sends each so many chunks later, the last ones when its input ends. */
  hold: { in: { in: 'sync' }, out: ['out'], bounds: 'self' },
  /** Sends each thrice, 1 µs apart. */
  spread: { in: { in: 'sync' }, out: ['out'] },
  /** Running sum over all samples. */
  run: { in: { in: 'sync' }, out: ['out'], ratio: '1:1' },
  /** Whatever there is of one time, as one. */
  join: { in: { a: 'sync', b: 'sync', c: 'optional' }, out: ['out'] },
  /** Only what is there on both. */
  inner: { in: { a: 'sync', b: 'sync' }, out: ['out'] },
  /** As it comes, with times of its own. */
  merge: { in: { a: 'any', b: 'any' }, out: ['out'] },
  /** Each of `a` with the newest of `b`. */
  latch: { in: { a: 'sync', b: 'any' }, out: ['out'] },
  /** Takes all. */
  take: { in: { in: 'sync' } },
  /** Takes from two streams as they come. */
  gather: { in: { a: 'any', b: 'any' } },
} satisfies Readonly<Record<string, Shape>>;

/** The name of a simulated operator. */
export type SimOperator = keyof typeof SHAPES;

/** Splits `sim/map.frame`. */
export function partsOf(operator: string): { readonly name: SimOperator; readonly kind: SimKind } {
  const [name, kind] = operator.slice('sim/'.length).split('.');
  return { name: name as SimOperator, kind: kind as SimKind };
}

/** The outputs of an operator. */
export function outputsOf(name: SimOperator): readonly string[] {
  return (SHAPES[name] as Shape).out ?? [];
}

const specs = new Map<string, OperatorSpec>();
for (const kind of SIM_KINDS) {
  for (const name of Object.keys(SHAPES) as SimOperator[]) {
    const spec = specOf(name, kind);
    specs.set(spec.id, spec);
  }
}

function specOf(name: SimOperator, kind: SimKind): OperatorSpec {
  const { in: ins = {}, out = [], ...rest } = SHAPES[name] as Shape;
  const type = TYPE_OF_KIND[kind];
  const inputs: InputPorts = Object.fromEntries(
    Object.entries(ins).map(([port, how]) => [
      port,
      {
        type,
        doc: 'Chunks.',
        ...(how === 'any' ? { arrival: 'any' as const } : {}),
        ...(how === 'optional' ? { optional: true } : {}),
      },
    ]),
  );
  const outputs: OutputPorts = Object.fromEntries(
    out.map((port) => [port, { type, doc: 'Chunks.' }]),
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

/** Finds the spec of a simulated operator. */
export const simSpecOf = (operator: string): OperatorSpec | undefined => specs.get(operator);

/** Fills params up with their defaults. */
export const simParams = (given: Partial<SimParams>): SimParams => params.parse(given);
