declare const brand: unique symbol;

/** Media or event time in integer microseconds. Epoch-based values stay exact in a double until the year 2255. */
export type Micros = number & { readonly [brand]: 'Micros' };

/** Rounds to whole microseconds. Throws on NaN and the infinities, which are bounds and never timestamps. */
export function micros(value: number): Micros {
  if (!Number.isFinite(value)) throw new Error(`A timestamp must be finite, got ${value}.`);
  return Math.round(value) as Micros;
}

/**
 * The lowest timestamp a stream may still carry: −Infinity before anything is known, +Infinity once
 * the stream has ended, an integer in between. Watermark w is bound w + 1.
 */
export type Bound = number;

/** Nothing is known of the stream yet. */
export const UNKNOWN: Bound = -Infinity;
/** The stream has ended. */
export const DONE: Bound = Infinity;

/** The bound a chunk at `timestamp` leaves behind: streams are strictly increasing. */
export function boundAfter(timestamp: Micros): Bound {
  return timestamp + 1;
}
