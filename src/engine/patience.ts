/** How long a run waits before it gives up on its workers, in ms. */
export interface Patience {
  /** A worker that does not answer for so long is given up. */
  readonly silenceMs: number;
  /** How long the end of a run may take before it is cut short. */
  readonly drainMs: number;
}

/** What somebody who watches waits for: four missed beats of 500 ms, and a stop that is felt as one. */
export const WATCHED: Patience = { silenceMs: 2000, drainMs: 3000 };

/** A node that opens may keep its thread to itself for longer: reading a model takes a second, on a busy machine several. */
const OPENING_MS = 15_000;
/** So may one that runs a model: a long sentence takes the better part of a second alone, and seconds on a busy machine. */
const HEAVY_MS = 10_000;

/** How long a worker may be silent, in ms: `heavy` runs a model, `opening` has not opened all its nodes yet. */
export function silenceOf(
  { silenceMs }: Patience,
  { heavy, opening }: { readonly heavy: boolean; readonly opening: boolean },
): number {
  if (opening) return Math.max(silenceMs, OPENING_MS);
  return heavy ? Math.max(silenceMs, HEAVY_MS) : silenceMs;
}
