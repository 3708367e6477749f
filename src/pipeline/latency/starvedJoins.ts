import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { Wire } from '#pipeline/wiring.ts';
import { declaredRate } from './declaredRate.ts';
import { afterStage, joinLatency, type Latency, latencyVerdict, NO_LATENCY } from './latency.ts';
import { edgeStage, type LatencyParts, nodeStage } from './latencyBudget.ts';

/** Two ways from one node to another, of which one can't hold its chunks for as long as the other takes. */
export interface StarvedJoin {
  readonly fork: NodeId;
  readonly join: NodeId;
  /** Last edges of both ways: of the one that can hold too little, and of the one that is waited for. */
  readonly short: EdgeId;
  readonly slow: EdgeId;
  /** How long chunks have to wait, and how long they can; in µs. */
  readonly needed: number;
  readonly held: number;
  /** Chunks the last queue of the short way has to take. */
  readonly capacity: number;
}

/**
 * Joins that can't work as drawn: their node waits for a chunk that one way holds back, and meanwhile the other
 * way is full, so that the sender of both is held (or chunks are lost) before that chunk can come.
 */
export function starvedJoins(parts: LatencyParts, inputs: (join: NodeId) => readonly Wire[]) {
  return parts.pipeline.nodes.flatMap(({ id }): readonly StarvedJoin[] => {
    const wires = inputs(id);
    return wires.flatMap((short) =>
      wires.flatMap((slow) => (short === slow ? [] : (starved(short, slow, parts) ?? []))),
    );
  });
}

function starved(short: Wire, slow: Wire, parts: LatencyParts): StarvedJoin | undefined {
  const reaching = new Set(parts.wiring.above(slow.from));
  const fork = parts.wiring.above(short.from).find((id) => reaching.has(id));
  if (fork === undefined) return undefined;
  const below = new Map<NodeId, Latency | undefined>([[fork, NO_LATENCY]]);
  const shortWay = wayTo(short, below, parts);
  const slowWay = wayTo(slow, below, parts);
  if (!shortWay || !slowWay) return undefined;
  const verdict = latencyVerdict([
    { name: short.id, min: 0, max: shortWay.max },
    { name: slow.id, min: slowWay.min, max: Infinity },
  ]);
  if (verdict.possible) return undefined;
  const { needed, held } = verdict;
  const missing = Math.ceil(((needed - held) * declaredRate(parts.pipeline, short, parts)) / 1e6);
  const capacity = (parts.queueOf(short.id)?.capacity ?? 0) + missing + 1;
  return { fork, join: short.to, short: short.id, slow: slow.id, needed, held, capacity };
}

/** Latency from the fork to the end of an edge, by all ways; undefined if none leads there. */
function wayTo(
  wire: Wire,
  below: Map<NodeId, Latency | undefined>,
  parts: LatencyParts,
): Latency | undefined {
  // What a queue that leaks holds, it holds: from the fork on, that is all there is.
  const edge = { ...edgeStage(wire, parts), leaks: false };
  const { from } = wire;
  if (!below.has(from)) {
    // A loop comes back to here, and counts as no way.
    below.set(from, undefined);
    const before = parts.wiring.into(from).flatMap((next) => wayTo(next, below, parts) ?? []);
    const through = before.length > 0 && afterStage(joinLatency(before), nodeStage(parts, from));
    below.set(from, through || undefined);
  }
  const start = below.get(from);
  return start && afterStage(start, edge);
}
