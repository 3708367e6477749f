import { declaredRate } from '#pipeline/latency/declaredRate.ts';
import { latencyBudget } from '#pipeline/latency/latencyBudget.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { wiringOf } from '#pipeline/wiring.ts';
import type { SpecOf } from '#contract/spec.ts';
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts';
import { planQueues } from './planQueues.ts';

/** What sinks that show chunks at their time have in common. */
export interface StepPlan {
  /** How much later than its timestamp each of them shows a chunk, in µs. */
  readonly latency: number;
  /** Those that the engine keeps in step. */
  readonly sinks: ReadonlySet<NodeId>;
}

type SinkNode = Pick<PlannedNode, 'spec' | 'params' | 'node'>;

/** True for a sink whose chunks wait for their time, with the params that it has. */
export function isKeptInStep(node: SinkNode): boolean {
  const step = stepOf(node);
  return step !== undefined && step.byItself !== true;
}

function stepOf({ spec, params, node }: SinkNode) {
  return node.mode === undefined ? spec.synchronises?.(params) : undefined;
}

/**
 * The plan with one latency for all sinks that show chunks at their time, so that they stay in step: what the
 * slowest way to any sink holds back, or the longest delay one of them asks for. Before them as much may wait.
 */
export function keptInStep(plan: Plan, pipeline: Pipeline, specOf: SpecOf): Plan {
  if (plan.mode !== 'live') return plan;
  const steps = [...plan.nodes.values()].flatMap((node) => {
    const step = stepOf(node);
    return step ? [{ id: node.node.id, ...step }] : [];
  });
  const sinks = new Set(steps.flatMap(({ id, byItself }) => (byItself ? [] : id)));
  if (sinks.size === 0) return plan;
  const parts = { pipeline, specOf, wiring: wiringOf(pipeline), queueOf: planQueues(plan) };
  const ways = latencyBudget(parts).map(({ min }) => min);
  const latency = Math.max(...ways, ...steps.map(({ delay }) => delay));
  const wires = new Map(parts.wiring.wires.map((wire) => [wire.id, wire]));
  const roomy = (edge: PlannedEdge): PlannedEdge => {
    const wire = wires.get(edge.id);
    const said = pipeline.edges.find(({ from, to }) => `${from}→${to}` === edge.id)?.queue;
    const isOpen = said?.capacity === undefined && edge.queue.overflow !== 'keep-latest';
    if (!wire || !sinks.has(edge.to.node) || !isOpen) return edge;
    const waiting = Math.ceil((latency * declaredRate(pipeline, wire, parts)) / 1e6) + 1;
    return {
      ...edge,
      queue: { ...edge.queue, capacity: Math.max(edge.queue.capacity, waiting) },
    };
  };
  const edges = plan.edges.map(roomy);
  const now = new Map(edges.map((edge) => [edge.id, edge]));
  const nodes = new Map(
    [...plan.nodes].map(([id, node]) => {
      const inputs = node.inputs.map((edge) => now.get(edge.id)!);
      const outputs = node.outputs.map((edge) => now.get(edge.id)!);
      return [id, { ...node, inputs, outputs }] as const;
    }),
  );
  return { ...plan, edges, nodes, inStep: { latency, sinks } };
}
