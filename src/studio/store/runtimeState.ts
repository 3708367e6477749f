import type { RunMode } from '#engine/engine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { QueueOf } from '#pipeline/latency/latencyBudget.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { Problem } from '#pipeline/problem.ts';

/** What the engine says, written by one subscriber at most ten times a second. */
export interface RuntimeState {
  readonly snapshot: RunSnapshot | undefined;
  readonly mode: RunMode;
  /** What is wrong with the document as it stands. */
  readonly problems: readonly Problem[];
  /** What will hardly work as meant, or could go better; the worst first. */
  readonly findings: readonly Finding[];
  /** The queue an edge would have in a run; undefined inside a task, where a hop is a call. */
  readonly queueOf: QueueOf;
}
