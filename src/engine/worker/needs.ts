import type { Need } from '#engine/protocol.ts';
import { type Bound, UNKNOWN } from '#stream/micros.ts';

/** What needs most of several; undefined, where everything is needed, is the most. */
export function mostOf(needs: readonly (Need | undefined)[]): Need | undefined {
  let most: Need | undefined;
  for (const need of needs) {
    if (!need) return undefined;
    if (!most || usefulFrom(need) < usefulFrom(most)) most = need;
  }
  if (!most) return undefined;
  const proportion = Math.min(...needs.map((need) => need!.proportion));
  return { ...most, proportion };
}

/**
 * What comes below is of no use to whoever needs that, where a chunk lasts `duration` µs: B + 2J + D (GStreamer,
 * Quality-of-Service). Where nothing is late everything is.
 */
export function earliestOf(need: Need | undefined, duration: number): Bound {
  return need?.kind === 'underflow' ? usefulFrom(need) + duration : UNKNOWN;
}

function usefulFrom({ timestamp, jitter }: Need): number {
  return timestamp + 2 * Math.max(0, jitter);
}
