import type { SharedStore } from '#stream/sharedSlots.ts';
import { remoteEdges, workerOf } from './parts.ts';
import type { Plan, PlannedEdge } from './plan.ts';
import type { EdgePort } from './protocol.ts';
import { createFrameRing } from './worker/frameRing.ts';
import type { Thread } from './worker/thread.ts';

/** True if pictures go from one worker to another. */
export function sharesPictures(plan: Plan): boolean {
  return [...remoteEdges(plan)].some(isOfPictures);
}

/** A message port for both ends of every edge between workers, by worker; pictures share memory where there is some. */
export function edgePortsOf(
  plan: Plan,
  thread: Thread,
  store: SharedStore | undefined,
): ReadonlyMap<number, readonly EdgePort[]> {
  const ports = new Map<number, EdgePort[]>();
  for (const edge of remoteEdges(plan)) {
    const { port1, port2 } = thread.openChannel();
    const shared = store && isOfPictures(edge) ? { ring: createFrameRing() } : {};
    for (const [node, port] of [[edge.from.node, port1] as const, [edge.to.node, port2] as const]) {
      const worker = workerOf(plan, node);
      ports.set(worker, [...(ports.get(worker) ?? []), { edge: edge.id, port, ...shared }]);
    }
  }
  return ports;
}

function isOfPictures({ type }: PlannedEdge): boolean {
  return type === 'video/raw';
}
