/** Every way a chunk may be lost, each counted under its name. The one list. */
export const DROP_REASONS = [
  'queue-full',
  'limiter',
  'late',
  'invalid',
  'decode-error',
  'muted',
  'paused',
  'node-failed',
  'cancelled',
] as const;

/** Why a chunk was not processed. */
export type DropReason = (typeof DROP_REASONS)[number];

/** Drops by reason; a reason that never happened is absent. */
export type DropCounts = Readonly<Partial<Record<DropReason, number>>>;

/** All drops of `counts` together. */
export function totalDrops(counts: DropCounts): number {
  let total = 0;
  for (const reason of DROP_REASONS) total += counts[reason] ?? 0;
  return total;
}
