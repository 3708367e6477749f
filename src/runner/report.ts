import type { Json } from '#base/json.ts';
import { writeFileSync } from 'node:fs';
import { cannotWrite } from './fileErrors.ts';
import type { PreparedRun } from './prepareRun.ts';
import type { RunOutcome } from './runPrepared.ts';

/** What a run did, for machines: settings, every count, every file. */
export function reportOf(
  { pipeline, wishes }: PreparedRun,
  { exitCode, snapshot, errors, saved }: RunOutcome,
): Json {
  const { mode, seed, workers } = wishes;
  const nodes = Object.entries(snapshot.nodes).map(([id, node]) => ({
    id,
    operator: pipeline.nodes.find((one) => one.id === id)!.operator,
    state: node.state,
    in: node.in,
    out: node.out,
    dropped: node.dropped,
    p50Ms: node.p50,
    p99Ms: node.p99,
    worker: node.worker,
  }));
  const edges = Object.entries(snapshot.edges).map(([id, { sent, delivered, dropped }]) => ({
    id,
    sent,
    delivered,
    dropped,
  }));
  return {
    pipeline: pipeline.name,
    mode,
    seed,
    workers,
    state: snapshot.state,
    exitCode,
    elapsedMs: Math.round(snapshot.elapsedMs),
    errors,
    files: saved.map(({ node, path, bytes }) => ({ node, path, bytes })),
    nodes,
    edges,
    violations: snapshot.violations,
    leaks: { ...snapshot.leaks },
  };
}

/** Writes a value as JSON. Throws a `Refusal` if that can't be. */
export function writeJson(path: string, value: Json): void {
  try {
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
