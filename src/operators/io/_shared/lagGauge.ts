/** How much later a stream comes than its timestamps say, next to how late it came at first. */
export interface LagGauge {
  /**
   * A chunk that ends at `end` came at `now`, both in µs. `jump` is how far it begins behind the end of the one
   * before it, where that is no continuation.
   */
  add(end: number, now: number, jump?: number): void;
  /** In µs; undefined before the first whole span. */
  readonly lag: number | undefined;
}

/** News comes late by how busy the machine is, never early: the earliest of each span, in µs, tells most. */
const SPAN = 500_000;
/** More than clocks drift apart in one span, and jitter: the way here has become longer or shorter, in µs. */
const STEP = 12_000;

/**
 * Follows what the clocks do and nothing else: where the machine has become busier, or the run was paused, all that
 * comes is later or earlier at once, and that is left out. Where a source has drifted so far that it counts anew,
 * its timestamps jump by its lag while chunks come as before: then there is none any more.
 * What the clocks do during a pause is not seen.
 */
export function createLagGauge(): LagGauge {
  let least = Infinity;
  let spanEnd: number | undefined;
  let isFirst = true;
  /** Of the last span, and what of it is not the clocks'. */
  let last: number | undefined;
  let usual = 0;
  let lag: number | undefined;

  /** A jump that makes up for the lag, and not a gap or a pause. */
  const isFound = (jump: number, late: number): boolean =>
    last !== undefined &&
    lag !== undefined &&
    Math.abs(lag - jump) < Math.abs(jump) / 4 &&
    Math.abs(late - last + jump) < Math.abs(late - last);

  return {
    get lag() {
      return lag;
    },
    add(end, now, jump = 0) {
      const late = now - end;
      if (jump !== 0) {
        least = Infinity;
        if (isFound(jump, late)) {
          last! -= jump;
          lag = last! - usual;
        }
      }
      spanEnd ??= now + SPAN;
      least = Math.min(least, late);
      if (now < spanEnd) return;
      spanEnd = now + SPAN;
      const newest = least;
      least = Infinity;
      // What comes in the first moment has waited while the node opened.
      if (isFirst) {
        isFirst = false;
        return;
      }
      if (last === undefined) usual = newest;
      else if (Math.abs(newest - last) > STEP) usual += newest - last;
      last = newest;
      lag = newest - usual;
    },
  };
}
