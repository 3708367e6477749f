import type { RunMode } from '#engine/engine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { EndLatency, QueueOf } from '#pipeline/latency/latencyBudget.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';

/** A file that a sink made. */
export interface RunResult {
  readonly node: NodeId;
  readonly name: string;
  readonly blob: Blob;
}

/** What the engine says, written by one subscriber at most ten times a second. */
export interface RuntimeState {
  readonly snapshot: RunSnapshot | undefined;
  /** How runs are started, from the next one on. */
  readonly mode: RunMode;
  readonly seed: number;
  /** How many workers share the work, 1 to `mostWorkers`. */
  readonly workers: number;
  readonly mostWorkers: number;
  /** Files that this run's sinks made, in the order in which they were finished. */
  readonly results: readonly RunResult[];
  /** What is wrong with the document as it stands. */
  readonly problems: readonly Problem[];
  /** What will hardly work as meant, or could go better, the worst first; then queues that grew in this run. */
  readonly findings: readonly Finding[];
  /** The queue an edge would have in a run; undefined inside a task, where a hop is a call. */
  readonly queueOf: QueueOf;
  /** What the way to each sink holds back, as declared. */
  readonly latency: readonly EndLatency[];
  /** What nodes choose themselves where a param leaves that to them: values by param. */
  readonly chosen: ReadonlyMap<NodeId, Readonly<Record<string, string>>>;
}
