import type { QueueOf } from '#pipeline/latency/latencyBudget.ts';
import type { Plan } from './plan.ts';

/** The queues of a plan, for whoever judges a pipeline before it runs. */
export function planQueues({ edges }: Plan): QueueOf {
  const queues = new Map(edges.flatMap((edge) => (edge.queued ? [[edge.id, edge.queue]] : [])));
  return (edge) => queues.get(edge);
}
