import type { Json } from '#base/json.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { RunOptions } from './engine.ts';
import type { RunSnapshot } from './snapshot.ts';

/** What a run did, for machines and for bug reports: how it was started, every count, what was still open. */
export function runReport(
  pipeline: Pipeline,
  { mode, seed, workers }: Required<Omit<RunOptions, 'deadlock'>>,
  snapshot: RunSnapshot,
) {
  const operators = new Map<string, string>(
    pipeline.nodes.map(({ id, operator }) => [id, operator]),
  );
  const nodes = Object.entries(snapshot.nodes).map(([id, node]) => ({
    id,
    operator: operators.get(id) ?? '',
    state: node.state,
    ...(node.fault && { fault: `${node.fault.title}. ${node.fault.message}` }),
    in: node.in,
    out: node.out,
    dropped: node.dropped,
    p50Ms: node.p50,
    p99Ms: node.p99,
    ...(node.step ? { inStep: { ...node.step } } : {}),
    ...(node.facts ? { facts: node.facts } : {}),
    ...(node.driven ? { driven: node.driven } : {}),
    ...(node.log === undefined ? {} : { log: node.log }),
    worker: node.worker,
  }));
  const edges = Object.entries(snapshot.edges).map(([id, edge]) => ({
    id,
    sent: edge.sent,
    delivered: edge.delivered,
    dropped: edge.dropped,
    grown: edge.grown,
    ...(edge.grownTo && { capacity: edge.capacity, grownTo: edge.grownTo.capacity }),
  }));
  return {
    pipeline: pipeline.name,
    mode,
    seed,
    workers,
    state: snapshot.state,
    elapsedMs: Math.round(snapshot.elapsedMs),
    nodes,
    edges,
    violations: snapshot.violations,
    leaks: { ...snapshot.leaks },
  } satisfies Readonly<Record<string, Json>>;
}
