import { isSink, isSource, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import { type EdgeId, findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { isDrivenParam } from '#pipeline/ports.ts';
import type { Wire, Wiring } from '#pipeline/wiring.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import { declaredRate } from './declaredRate.ts';
import { afterStage, joinLatency, type Latency, type LatencyStage, NO_LATENCY } from './latency.ts';

/** The queue an edge would have in a run; undefined inside a task, where a hop is a call. */
export type QueueOf = (edge: EdgeId) => QueueSettings | undefined;

/** What the latency of one end is made of. */
export interface EndLatency extends Latency {
  readonly end: NodeId;
  /** The way that takes longest, from its source to the end. */
  readonly way: readonly NodeId[];
}

/** What latencies are computed from. */
export interface LatencyParts {
  readonly pipeline: Pipeline;
  readonly specOf: SpecOf;
  readonly wiring: Wiring;
  readonly queueOf: QueueOf;
}

interface Way extends Latency {
  readonly nodes: readonly NodeId[];
  readonly live: boolean;
}

/**
 * The declared latency of every end: what its operators hold back and its queues can hold, from the source on.
 * Computing is not in it: that is measured. A device counts with one chunk, which is over when it is told.
 */
export function latencyBudget(parts: LatencyParts): readonly EndLatency[] {
  const known = new Map<NodeId, Way | undefined>();
  const wayTo = (id: NodeId): Way | undefined => {
    if (!known.has(id)) {
      // A loop comes back to here, and counts as no way.
      known.set(id, undefined);
      known.set(id, throughNode(id, parts, wayTo));
    }
    return known.get(id);
  };
  return parts.pipeline.nodes.flatMap(({ id, operator }): readonly EndLatency[] => {
    const spec = parts.specOf(operator);
    const way = spec && isSink(spec) ? wayTo(id) : undefined;
    if (!way || way.nodes.length < 2) return [];
    return [{ end: id, min: way.min, max: way.max, way: way.nodes }];
  });
}

function throughNode(
  id: NodeId,
  parts: LatencyParts,
  wayTo: (id: NodeId) => Way | undefined,
): Way | undefined {
  const spec = specAt(parts, id);
  if (!spec) return undefined;
  if (isSource(spec)) {
    const own = afterStage(deviceLatency(id, spec, parts), nodeStage(parts, id));
    return { ...own, nodes: [id], live: spec.live === true };
  }
  const arrivals = parts.wiring.into(id).flatMap((wire) => {
    // What sets a param keeps nothing waiting.
    if (isDrivenParam(spec, wire.input)) return [];
    const before = wayTo(wire.from);
    return before ? [{ before, at: afterStage(before, edgeStage(wire, parts)) }] : [];
  });
  // A device can't be kept waiting; what comes from files follows it.
  const live = arrivals.filter(({ before }) => before.live);
  const counted = live.length > 0 ? live : arrivals;
  if (counted.length === 0) return undefined;
  const slowest = counted.reduce((a, b) => (a.at.min >= b.at.min ? a : b));
  const joined = joinLatency(counted.map(({ at }) => at));
  return {
    ...afterStage(joined, nodeStage(parts, id)),
    nodes: [...slowest.before.nodes, id],
    live: live.length > 0,
  };
}

/** A device's chunk is told when it is over: one chunk late, and no later. */
function deviceLatency(id: NodeId, spec: OperatorSpec, parts: LatencyParts): Latency {
  const [first] = parts.wiring.outOf(id);
  if (!spec.live || !first) return NO_LATENCY;
  const one = 1e6 / declaredRate(parts.pipeline, first, parts);
  return { min: one, max: one };
}

/** What an operator holds back; nothing while it is muted or bypassed. */
export function nodeStage(parts: LatencyParts, id: NodeId): Latency {
  const node = findNode(parts.pipeline, id);
  if (!node || node.mode) return NO_LATENCY;
  return specAt(parts, id)?.latency ?? NO_LATENCY;
}

/** What an edge can hold: its queue; inside a task a join keeps what it waits with, however much. */
export function edgeStage(wire: Wire, parts: LatencyParts): LatencyStage {
  const queue = parts.queueOf(wire.id);
  if (!queue) return { min: 0, max: joins(specAt(parts, wire.to)) ? Infinity : 0 };
  const rate = declaredRate(parts.pipeline, wire, parts);
  // The last of those it waits for is taken at once.
  const chunks = Math.max(0, Math.min(queue.leastChunks, queue.capacity) - 1);
  const min = Math.max((chunks * 1e6) / rate, queue.leastSeconds * 1e6);
  return { min, max: (queue.capacity * 1e6) / rate, leaks: queue.overflow !== 'block' };
}

/** True for an operator that serves several inputs together. */
function joins(spec: OperatorSpec | undefined): boolean {
  return Object.values(spec?.inputs ?? {}).filter(({ arrival }) => arrival !== 'any').length > 1;
}

function specAt({ pipeline, specOf }: LatencyParts, id: NodeId): OperatorSpec | undefined {
  const node = findNode(pipeline, id);
  return node && specOf(node.operator);
}
