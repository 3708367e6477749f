import { figure } from '#base/figures.ts';
import type { NodeSnapshot } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';

/** Busy for longer than this share of the time, a worker is what limits its nodes. */
const BUSY = 0.8;
/** Losing less than this a second is chance, not slowness. */
const LOSSES = 0.5;

/**
 * In a sentence: how much slower than its input a node is. Undefined while it keeps up, or while it is
 * others on its worker that take the time.
 */
export function slownessOf(
  nodes: Readonly<Record<NodeId, NodeSnapshot>>,
  id: NodeId,
): string | undefined {
  const node = nodes[id];
  if (!node || node.dropRate < LOSSES) return undefined;
  let busy = 0;
  for (const other of Object.values(nodes)) {
    if (other.worker === node.worker) busy += other.share.busy;
  }
  if (busy < BUSY || node.share.busy < busy / 2) return undefined;
  const between = 1000 / (node.rate + node.dropRate);
  const [takes, comes] = [node.p50, between].map((ms) => figure(ms, ms < 10 ? 1 : 0));
  return `A chunk takes ${takes} ms and the next comes after ${comes} ms, so ${figure(node.dropRate, 1)} a second are dropped.`;
}
