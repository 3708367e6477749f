import { micros, type Micros } from '#stream/micros.ts';
import { type Said, SIM_RATE, type SimKind } from './simPayload.ts';
import type { SimParams } from './simSpecs.ts';

/** All that is said stays below it: exact as a 32-bit float. */
const PRIME = 1_000_003;

/** What a map makes of something. */
export function mapped(said: Said, add: number): Said {
  return each(said, (one) => (one * 3 + add) % PRIME);
}

/** What a join makes of what there is of one time; `undefined` is what there is not. */
export function joined(parts: readonly (Said | undefined)[]): Said {
  const found = parts.find((part) => part !== undefined)!;
  if (typeof found === 'number') return mix(parts as readonly (number | undefined)[]);
  return found.map((_, i) =>
    mix(parts.map((part) => (part as readonly number[] | undefined)?.[i])),
  );
}

/** What a sum makes of some. */
export function summed(parts: readonly number[]): number {
  return parts.reduce((sum, part) => (sum * 5 + part) % PRIME, 1);
}

/** Running sums of samples, going on from `before`. */
export function running(samples: readonly number[], before: number): readonly number[] {
  let sum = before;
  return samples.map((sample) => (sum = (sum + sample) % 65_536));
}

/** Where the span begins that a time lies in; spans of one length lie side by side from 0 on. */
export function spanOf(time: number, span: number): number {
  return Math.floor(time / span) * span;
}

/** When a source sends its chunk `i`. */
export function timeOf(i: number, kind: SimKind, params: SimParams): Micros {
  if (kind === 'audio') return micros(params.start + (i * params.block * 1e6) / SIM_RATE);
  const late = params.jitter > 0 ? (i * 7919) % params.jitter : 0;
  return micros(params.start + i * params.step + late);
}

/** What it says. */
export function saidBy(i: number, kind: SimKind, { first, block }: SimParams): Said {
  if (kind !== 'audio') return (first + i * 13) % PRIME;
  return Array.from({ length: block }, (_, k) => (first + (i * block + k) ** 2) % 1009);
}

/** True for what a filter passes. */
export function passes(said: Said, modulus: number): boolean {
  return (said as number) % modulus !== 0;
}

function mix(parts: readonly (number | undefined)[]): number {
  return parts.reduce<number>((sum, part, i) => (sum * 31 + (part ?? 5 + i)) % PRIME, 3);
}

function each(said: Said, one: (value: number) => number): Said {
  return typeof said === 'number' ? one(said) : said.map(one);
}
