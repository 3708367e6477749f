import { isSource } from '#contract/spec.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { isDrivenParam } from '#pipeline/ports.ts';
import { totalDrops } from '#stream/dropReason.ts';
import type { Plan, PlannedNode } from './plan.ts';
import type { EdgeReading, NodeReading } from './protocol.ts';

/** All counters of a run that has ended. */
export interface FinalCount {
  readonly edges: Readonly<Record<EdgeId, EdgeReading>>;
  readonly nodes: Readonly<Record<NodeId, NodeReading>>;
  /** True if nothing was cut short: a 1:1 kernel then gave as much as it took. */
  readonly complete: boolean;
}

/**
 * Sentences about chunks that went missing; none is the promise. Per edge sent = delivered + dropped +
 * queued; per node delivered = processed + errored + dropped; across a 1:1 kernel processed = out.
 * What a dead worker counted is unknown, so its nodes and edges are left out.
 */
export function violations(plan: Plan, count: FinalCount): readonly string[] {
  const found: string[] = [];
  for (const { id } of plan.edges) {
    const { sent, delivered, dropped, queued } = count.edges[id] ?? { queued: 0 };
    if (sent === undefined || delivered === undefined) continue;
    const lost = totalDrops(dropped ?? {});
    if (sent !== delivered + lost + queued) {
      found.push(
        `Edge ${id}: ${sent} sent, but ${delivered} delivered, ${lost} dropped and ${queued} queued.`,
      );
    }
  }
  for (const planned of plan.nodes.values()) {
    const reading = count.nodes[planned.node.id];
    if (reading) found.push(...nodeViolations(planned, reading, count.complete));
  }
  return found;
}

function nodeViolations(
  { node, spec, inputs }: PlannedNode,
  { delivered, values, processed, errored, dropped, out, phase }: NodeReading,
  complete: boolean,
): readonly string[] {
  const found: string[] = [];
  // What a source drops is nothing that was delivered to it.
  const lost = isSource(spec) ? 0 : totalDrops(dropped);
  if (delivered !== processed + errored + lost) {
    found.push(
      `Node ${node.id}: ${delivered} delivered, but ${processed} processed, ${errored} errored and ${lost} dropped.`,
    );
  }
  const streams = inputs.filter(({ to }) => !isDrivenParam(spec, to.port));
  const counts = spec.ratio === '1:1' && node.mode === undefined && streams.length === 1;
  const worked = processed - values;
  if (counts && complete && phase === 'ended' && worked !== out) {
    found.push(`Node ${node.id} is 1:1, but processed ${worked} and sent ${out}.`);
  }
  return found;
}
