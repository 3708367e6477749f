import type { SimKind } from './simPayload.ts';
import type { SimOperator } from './simShapes.ts';

type Weights = Readonly<Partial<Record<SimOperator, number>>>;

/** How often which operator is chosen for numbers and frames. */
const MANY: Weights = {
  map: 5,
  stiff: 2,
  crew: 2,
  filter: 3,
  sieve: 2,
  fork: 2,
  sum: 2,
  hold: 3,
  spread: 1,
  window: 2,
  choose: 1,
  join: 3,
  inner: 2,
  lenient: 1,
  keeper: 1,
  settle: 2,
  early: 1,
  newest: 2,
  recent: 1,
  mux: 3,
  merge: 1,
  latch: 1,
  beside: 1,
  feedback: 2,
  entry: 1,
};

/** And for sound, whose samples must be the same in whatever blocks they come. */
const SOUND: Weights = { map: 4, stiff: 1, crew: 1, run: 3, join: 3, inner: 1 };

/** Only where full queues may hold each other up: inputs of different rates that wait for each other. */
const TANGLED: Weights = { sets: 2, zip: 2, align: 2 };
const TANGLED_SOUND: Weights = { sets: 1, zip: 1 };

/** How often which operator is chosen for which kind of stream. */
export function chancesOf(kind: SimKind, isTangled: boolean): Weights {
  if (kind === 'audio') return isTangled ? { ...SOUND, ...TANGLED_SOUND } : SOUND;
  return isTangled ? { ...MANY, ...TANGLED } : MANY;
}

/** Operators that take several streams, with the inputs they need. */
export const JOINS: Readonly<Partial<Record<SimOperator, readonly string[]>>> = {
  join: ['a', 'b'],
  inner: ['a', 'b'],
  lenient: ['a', 'b'],
  keeper: ['a', 'b'],
  beside: ['a', 'b'],
  settle: ['a', 'b'],
  early: ['a', 'b'],
  newest: ['a', 'b'],
  recent: ['a', 'b'],
  sets: ['a', 'b', 'c', 'd'],
  zip: ['a', 'b'],
  align: ['base', 'in'],
  merge: ['a', 'b'],
  latch: ['a', 'b'],
  gather: ['a', 'b'],
};

/** Those whose inputs wait for one another. */
export const WAITING: readonly SimOperator[] = [
  'join',
  'inner',
  'lenient',
  'keeper',
  'beside',
  'settle',
  'early',
  'newest',
  'recent',
  'latch',
  'mux',
];

/** Those whose outputs' bounds lag behind what they took, also while they wait for room. */
export const UNEVEN: readonly SimOperator[] = [
  'twin',
  'fork',
  'hold',
  'spread',
  'window',
  'sets',
  'zip',
  'align',
  'merge',
  'latch',
  'beside',
  'feedback',
  'entry',
];

/** Those whose chunks may be 1 µs apart. */
export const DENSE: readonly SimOperator[] = ['merge', 'spread', 'align'];

/** What may stand between a loop's beginning and the edge that leads back. */
export const AROUND: Weights = { map: 4, stiff: 1, crew: 2, filter: 2, sieve: 1 };
