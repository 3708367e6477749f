import { figure } from '#base/figures.ts';
import type { NodeSnapshot } from '#engine/snapshot.ts';

/** Busy for longer than this share of the time, a node is what limits its branch. */
const BUSY = 0.8;
/** Losing less than this a second is chance, not slowness. */
const LOSSES = 0.5;

/** In a sentence: how much slower than its input a node is. Undefined while it keeps up. */
export function slownessOf(node: NodeSnapshot | undefined): string | undefined {
  if (!node || node.share.busy < BUSY || node.dropRate < LOSSES) return undefined;
  const arriving = node.rate + node.dropRate;
  if (arriving <= 0) return undefined;
  const [takes, comes] = [node.p50, 1000 / arriving].map((ms) => figure(ms, ms < 10 ? 1 : 0));
  return `A chunk takes ${takes} ms and the next comes after ${comes} ms, so ${figure(node.dropRate, 1)} a second are dropped.`;
}
