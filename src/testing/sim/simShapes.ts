import type { OperatorSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';

/**
 * How an input waits: with the others, or with those that are `apart` too, or for none; one that is `skipped` or
 * `held` only while its stream is not idle, one that is `beside` only in batch. A `choice` waits with the others and
 * takes numbers, whatever the operator's kind is.
 */
export type How = 'sync' | 'apart' | 'any' | 'optional' | 'skipped' | 'held' | 'beside' | 'choice';

/** What a simulated operator is, for every kind of payload. */
export type Shape = Partial<
  Pick<
    OperatorSpec,
    'live' | 'idleAfter' | 'determinism' | 'ratio' | 'bounds' | 'maxInFlight' | 'policy'
  >
> & {
  readonly in?: Readonly<Record<string, How>>;
  readonly out?: readonly string[];
  /** True if it sends numbers, whatever it takes. */
  readonly counts?: true;
};

/** A device that is silent for so long is idle: a few of its chunks are missing, or one of a slow one. */
export const IDLE_AFTER = 25_000 as Micros;

/** Operators by name, and what each is for. A name and a kind make an id: `sim/map.frame`. */
export const SHAPES = {
  /** Sends what its params say. */
  source: { out: ['out'] },
  /** The same at a device's pace, with a silence that it may tell of. */
  camera: {
    out: ['out'],
    live: true,
    idleAfter: IDLE_AFTER,
    determinism: 'external',
  },
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
  /** One sum for each span of time that holds something, at its last moment, as soon as the span is over. */
  window: { in: { in: 'sync' }, out: ['out'], bounds: 'process' },
  /** What remains of what is said, for a `mux`. */
  choose: { in: { in: 'sync' }, out: ['out'], counts: true },
  /** Whatever there is of one time, as one. */
  join: { in: { a: 'sync', b: 'sync', c: 'optional' }, out: ['out'] },
  /** The same, without `b` while that is idle. */
  lenient: { in: { a: 'sync', b: 'skipped' }, out: ['out'] },
  /** The same, with the last of `b` while that is idle. */
  keeper: { in: { a: 'sync', b: 'held' }, out: ['out'] },
  /** Only what is there on both. */
  inner: { in: { a: 'sync', b: 'sync' }, out: ['out'] },
  /** As `join`, also called when nothing came, and told by itself how far it is. */
  settle: { in: { a: 'sync', b: 'sync' }, out: ['out'], bounds: 'process' },
  /** Two joins that do not wait for each other. */
  sets: { in: { a: 'sync', b: 'sync', c: 'apart', d: 'apart' }, out: ['out', 'other'] },
  /** The n-th of `a` with the n-th of `b`, at the time of `a`. */
  zip: {
    in: { a: 'sync', b: 'sync' },
    out: ['out'],
    policy: { kind: 'barrier' },
    bounds: 'process',
  },
  /** As `join`, until one ends. */
  early: { in: { a: 'sync', b: 'sync' }, out: ['out'], policy: { kind: 'early-close' } },
  /** As `join`, of the newest that is whole. */
  newest: {
    in: { a: 'sync', b: 'sync' },
    out: ['out'],
    policy: { kind: 'fixed-size', trigger: 2, target: 1, cut: 'any' },
  },
  /** The same, once both have much. */
  recent: {
    in: { a: 'sync', b: 'sync' },
    out: ['out'],
    policy: { kind: 'fixed-size', trigger: 4, target: 2, cut: 'all' },
  },
  /** Passes on what is chosen. */
  mux: {
    in: { select: 'choice', a: 'sync', b: 'sync' },
    out: ['out'],
    policy: { kind: 'mux', select: 'select', ways: ['a', 'b'] },
  },
  /** As `join`, with `in` shifted so that it begins where `base` is. */
  align: {
    in: { base: 'sync', in: 'sync' },
    out: ['out'],
    policy: { kind: 'align', base: 'base' },
  },
  /** As it comes, with times of its own. */
  merge: { in: { a: 'any', b: 'any' }, out: ['out'] },
  /** Each of `a` with the newest of `b`. */
  latch: { in: { a: 'sync', b: 'any' }, out: ['out'] },
  /** The same, and in batch with that of its time. */
  beside: { in: { a: 'sync', b: 'beside' }, out: ['out'] },
  /** Each of `main` with what came around for the one before. */
  feedback: { in: { main: 'any', loop: 'any' }, out: ['out'], bounds: 'process' },
  /** Lets one in when the one before has come around, and drops the others. */
  entry: { in: { main: 'any', loop: 'any' }, out: ['out'], bounds: 'process' },
  /** Takes all. */
  take: { in: { in: 'sync' } },
  /** Takes from two streams as they come. */
  gather: { in: { a: 'any', b: 'any' } },
} satisfies Readonly<Record<string, Shape>>;

/** The name of a simulated operator. */
export type SimOperator = keyof typeof SHAPES;
