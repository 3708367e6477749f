import type { SpecOf } from '#contract/spec.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { EndLatency } from '#pipeline/latency/latencyBudget.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { wiringOf } from '#pipeline/wiring.ts';

/** What one node of a way adds. */
export interface LatencyRow {
  readonly node: NodeId;
  /** Declared: what it holds back; measured: what a chunk takes in it. */
  readonly kind: 'held' | 'takes';
  readonly ms: number;
  /** How long the oldest chunk before it has been queued, in ms; 0 where none is. */
  readonly waitsMs: number;
}

/** The way to an end, step by step: before a run what is declared and not 0, while it runs what is measured. */
export function latencyRows(
  { way }: EndLatency,
  {
    pipeline,
    specOf,
    snapshot,
  }: {
    readonly pipeline: Pipeline;
    readonly specOf: SpecOf;
    readonly snapshot: RunSnapshot | undefined;
  },
): readonly LatencyRow[] {
  const { into } = wiringOf(pipeline);
  return way.flatMap((id, index): readonly LatencyRow[] => {
    const node = findNode(pipeline, id);
    const held = (specOf(node?.operator ?? '')?.latency.min ?? 0) / 1000;
    const reading = snapshot?.nodes[id];
    const before = into(id).find(({ from }) => from === way[index - 1]);
    const waitsMs = (before && snapshot?.edges[before.id]?.oldestMs) ?? 0;
    if (reading && reading.state !== 'off') {
      return [{ node: id, kind: 'takes', ms: held + reading.p50, waitsMs }];
    }
    return held > 0 ? [{ node: id, kind: 'held', ms: held, waitsMs: 0 }] : [];
  });
}
