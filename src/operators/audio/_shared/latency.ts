import { type Micros, micros } from '#stream/micros.ts';

/** What a spec says of the delay its operator adds: the least and the most, given in milliseconds. */
export function latencyOf(
  least: number,
  most: number,
): { readonly min: Micros; readonly max: Micros } {
  return { min: micros(least * 1000), max: micros(most * 1000) };
}
