import type { KernelModule } from '#contract/kernel.ts';
import type { NodePart, PageControl } from '#engine/protocol.ts';
import type { Stopwatch } from './counters.ts';
import type { Memory } from './memory.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { RunTime } from './runClock.ts';
import type { Thread } from './thread.ts';

/** What the nodes of one worker share in one run. */
export interface WorkerScope {
  readonly thread: Thread;
  readonly memory: Memory;
  readonly time: RunTime;
  readonly stopwatch: Stopwatch;
  readonly page: PageControl;
  readonly seed: number;
  /** True in batch mode: nothing may be dropped. */
  readonly lossless: boolean;
  /** The kernel to open for a node; a muted or bypassed one gets the engine's own. */
  loadKernel(part: NodePart): Promise<KernelModule>;
  /** The node may have something to do now. */
  schedule(node: NodeRuntime): void;
  /** How old a chunk of that timestamp is at `at` (the thread's `now`), in µs; below 0 it is early. */
  ageAt(timestamp: number, at: number): number;
  /** Delay from a chunk's timestamp to `at` (the thread's `now`), in ms; undefined where nothing is paced. */
  latencyOf(timestamp: number, at: number): number | undefined;
}
