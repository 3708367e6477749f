import { isSource } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type { Plan } from './plan.ts';
import type { NodeSnapshot, RunProgress } from './snapshot.ts';

/** Before this share of the way the time left is a guess, and not told. */
const EARLY = 0.01;

/**
 * How far a run is, by the source that is furthest behind. Nothing where a source does not say where it ends:
 * the run lasts as long as it does.
 */
export function progressOf(
  plan: Plan,
  nodes: Readonly<Record<NodeId, NodeSnapshot>>,
  elapsedMs: number,
): { readonly progress?: RunProgress } {
  let share = 1;
  let sources = 0;
  for (const { node, spec } of plan.nodes.values()) {
    const reading = nodes[node.id];
    if (!isSource(spec) || !reading) continue;
    sources += 1;
    if (reading.state === 'ended' || reading.state === 'error') continue;
    if (!reading.progress) return {};
    const { reached, end } = reading.progress;
    share = Math.min(share, end > 0 ? reached / end : 1);
  }
  if (sources === 0) return {};
  const known = Math.max(0, Math.min(1, share));
  const leftMs = known > EARLY ? (elapsedMs * (1 - known)) / known : undefined;
  return { progress: { share: known, ...(leftMs === undefined ? {} : { leftMs }) } };
}
