import type { Json } from '#base/json.ts';
import type { PreviewView } from '#contract/spec.ts';
import type { EdgeId, EdgeQueue, NodeId, Pipeline } from '#pipeline/pipeline.ts';
import type { Sample, SampleSize } from '#previews/sample.ts';
import type { RunSnapshot } from './snapshot.ts';

/** How a run treats time and overload. */
export const RUN_MODES = ['live', 'batch', 'bounded'] as const;

/**
 * Live: paced, may drop and counts it. Batch: as fast as it goes, blocks, never drops; needs sources that
 * end. Bounded: as fast as it goes over sources that end, by the rules of live; for tests.
 */
export type RunMode = (typeof RUN_MODES)[number];

/**
 * What happens where full queues hold each other up and nothing can move. Relieve: a queue takes one chunk more
 * than its limit, which is counted. Report: the node behind it fails, and says what to do.
 */
export const DEADLOCK_RULES = ['relieve', 'report'] as const;

/** One of the rules for deadlocks. */
export type DeadlockRule = (typeof DEADLOCK_RULES)[number];

/** Chosen at Run, never in the document. */
export interface RunOptions {
  readonly mode: RunMode;
  /** Seeds every node's `random`. */
  readonly seed: number;
  /** Fewer workers than the engine has; all of them if left out. */
  readonly workers?: number;
  /** Relieves them if left out. */
  readonly deadlock?: DeadlockRule;
}

/** Which stream to look at. */
export interface TapAddress {
  readonly node: NodeId;
  readonly side: 'in' | 'out';
  readonly port: string;
}

/** How closely to look. */
export interface TapRequest extends SampleSize {
  /** Most samples per second, up to 30. */
  readonly rate: number;
  /** How it is to be drawn, where that is not as usual for its type. */
  readonly view?: PreviewView | undefined;
}

/** Takes a sample; `timestamp` is that of the chunk it was made from, in µs. */
export type OnSample = (sample: Sample, timestamp: number) => void;

/** Runs pipelines, one at a time, in workers that it keeps warm. Lives on the page. */
export interface Engine extends AsyncDisposable {
  /** The current or last run; undefined before the first. */
  readonly snapshot: RunSnapshot | undefined;
  /** Calls `listener` on every new snapshot, at most ten a second. Returns how to stop. */
  subscribe(listener: (snapshot: RunSnapshot) => void): () => void;
  /**
   * Starts a run, after ending the one before; devices used by both stay open. Resolves when every
   * node has opened or failed.
   */
  start(pipeline: Pipeline, options: RunOptions): Promise<void>;
  pause(): void;
  resume(): void;
  /** While paused: lets every source send one chunk. */
  step(): void;
  /** Ends the run, closes every node, ends every track. Resolves when nothing is left open. */
  stop(): Promise<void>;
  /** Hands new params, already parsed, to a running node. */
  update(node: NodeId, params: Readonly<Record<string, Json>>): void;
  /** Changes the queue of an edge while it runs, as the document would have it; a mode that never drops goes on blocking. */
  setQueue(edge: EdgeId, queue: EdgeQueue | undefined): void;
  /**
   * Watches a stream at no cost to it, across runs. Returns how to
   * stop, after which the tap costs nothing.
   */
  tap(address: TapAddress, request: TapRequest, onSample: OnSample): () => void;
}
