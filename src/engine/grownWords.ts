import { figure } from '#base/figures.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';

/** Why a queue took more than its limit, and what to do about it. */
export const GROWN_WHY =
  'Its receiver waited for another input, and nothing could move before there was room. Widen it, or hold back less on the way to that input.';

/** `from 3 to 12 chunks`; of a queue that grew in bytes or seconds alone, `beyond its limits`. */
export function grownWords(capacity: number, grownTo: QueueSettings): string {
  if (grownTo.capacity <= capacity) return 'beyond its limits';
  return `from ${figure(capacity)} to ${figure(grownTo.capacity)} chunks`;
}
