/** Of each so long a span, in µs, the least lag counts: news comes late, never early. */
const SPAN = 1_000_000;
/** More than any delay of the audio thread, in µs: what is missing by then was never made. */
const LIMIT = 60_000;
/** How far a lag may creep in one span by the two clocks alone, in µs: 1 ‰ without more ado … */
const CREEP = 1000;
/** … and devices are known that drift by 1 %, all the time: what grows so evenly is their clock. */
const MOST_DRIFT = 12_000;
/** How much of what one span tells is believed. */
const BELIEF = 0.3;

/**
 * Finds sound that the browser never made: where the audio thread was starved, samples come on without a
 * hole in their count, but later and later by the clock. Told of the newest sample's device time and when
 * it came, both in µs, while nothing else waits; gives how much is missing since the last time, or 0.
 */
export function createLagWatch(): (device: number, host: number) => number {
  let usual: number | undefined;
  let least = Infinity;
  let spanEnd = -Infinity;
  let before: number | undefined;
  let drift = 0;
  return (device, host) => {
    least = Math.min(least, host - device);
    if (device < spanEnd) return 0;
    const lag = least;
    const isFirst = spanEnd === -Infinity;
    spanEnd = device + SPAN;
    least = Infinity;
    // What comes in the first moment has waited while the node opened.
    if (isFirst) return 0;
    const grown = lag - (before ?? lag);
    if (Math.abs(grown) <= MOST_DRIFT) drift += BELIEF * (grown - drift);
    usual = (usual ?? lag) + drift;
    const missing = lag - usual;
    before = lag;
    if (missing > LIMIT) {
      before -= missing;
      return missing;
    }
    usual += Math.min(missing, CREEP);
    return 0;
  };
}
