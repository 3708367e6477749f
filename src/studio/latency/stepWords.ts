import { figure } from '#base/figures.ts';
import type { NodeSnapshot } from '#engine/snapshot.ts';
import { formatCount, formatMs } from '#studio/format.ts';

/** How well a sink keeps in step: `30 ms early, ×1.02, 3 dropped`. The factor is time between chunks over how long one lasts. */
export function stepWords({
  jitterMs,
  proportion,
  late,
}: NonNullable<NodeSnapshot['step']>): string {
  const comes = `${formatMs(Math.abs(jitterMs), 0)} ${jitterMs > 0 ? 'late' : 'early'}`;
  const lost = late > 0 ? `, ${formatCount(late)} dropped` : '';
  return `${comes}, ×${figure(proportion, 2)}${lost}`;
}
