import { DROP_REASONS, type DropCounts, type DropReason } from '#stream/dropReason.ts';

/** Drops of several counters together. */
export function addDrops(counters: readonly DropCounts[]): DropCounts {
  const sum: Partial<Record<DropReason, number>> = {};
  for (const reason of DROP_REASONS) {
    const count = counters.reduce((total, counts) => total + (counts[reason] ?? 0), 0);
    if (count > 0) sum[reason] = count;
  }
  return sum;
}
