import type { Json } from '#base/json.ts';
import type { FaultNotice } from '#contract/fault.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { DropCounts } from '#stream/dropReason.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { Bound, Micros } from '#stream/micros.ts';
import type { QueueTurns, StepReading } from './protocol.ts';

/** Where a run is in its life. */
export type RunState =
  | 'opening'
  | 'running'
  | 'paused'
  | 'draining'
  | 'done'
  | 'failed'
  | 'cancelled';

/** What a node is doing. */
export type NodeState =
  | 'off'
  | 'opening'
  | 'running'
  | 'waiting'
  | 'pressured'
  | 'error'
  | 'ended'
  | 'muted'
  | 'bypassed';

/** One node of a run, as of the last reading. Times in ms, rates per second, shares 0 to 1. */
export interface NodeSnapshot {
  readonly state: NodeState;
  /** While opening: what it waits for and what the user can do, such as "Asking for the camera". */
  readonly opening?: { readonly title: string; readonly hint: string };
  readonly fault?: FaultNotice;
  /** While ended by somebody else's failure: whose. */
  readonly endedBy?: NodeId;
  /** While waiting: the input that has nothing yet, for how long, and up to which timestamp it is needed. */
  readonly waitsFor?: { readonly port: string; readonly forMs: number; readonly needs?: Micros };
  /** While pressured: who does not take more. */
  readonly heldBy?: NodeId;
  /** Chunks in over all inputs, but for those that set params, and out over all outputs. */
  readonly in: number;
  readonly out: number;
  readonly dropped: DropCounts;
  /** Chunks out per second; for a sink, in. */
  readonly rate: number;
  /** Drops per second, lately. */
  readonly dropRate: number;
  readonly p50: number;
  readonly p99: number;
  /** Process times of the last 10 s, counted in buckets; bucket i starts at `2 ** (i / 4)` µs. */
  readonly histogram: readonly number[];
  readonly share: { readonly busy: number; readonly waiting: number; readonly pressured: number };
  /** Caps in words by `in.port` and `out.port`, once a chunk has passed. */
  readonly ports: Readonly<Record<string, string>>;
  /** Capture to here, for live sources upstream: the newest chunk's age when it was processed. */
  readonly latencyMs?: number;
  /** Of a sink that shows chunks at their time: how well it does. */
  readonly step?: StepReading;
  /** For a source that knows its end: how far it is and where that is, in its own timestamps. */
  readonly progress?: { readonly reached: Micros; readonly end: Micros };
  /** Last line the kernel logged. */
  readonly log?: string;
  /** What a person should know of it while it runs, in a few words. */
  readonly notice?: string;
  /** What streams have set params to, by name; one that is driven and missing has its own value still. */
  readonly driven?: Readonly<Record<string, Json>>;
  /** Figures of its own, by title; they stay when it ends. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Index of the worker that runs it. */
  readonly worker: number;
}

/** One edge of a run. */
export interface EdgeSnapshot {
  readonly sent: number;
  readonly delivered: number;
  readonly dropped: DropCounts;
  readonly queued: number;
  /** Chunks that left the queue and wait at their receiver, in another worker. */
  readonly ahead: number;
  /** Chunks the queue takes; 0 for a fused edge, which has none. */
  readonly capacity: number;
  /** What limits the queue at this moment; undefined for a fused edge. */
  readonly limits?: QueueSettings;
  readonly bytes: number;
  /** Age of the oldest queued chunk, in ms. */
  readonly oldestMs: number;
  /** Stream time from the oldest queued chunk to the newest, in µs. */
  readonly span: number;
  /** Everything below this timestamp has reached the receiver; −Infinity before anything did, +Infinity at the end. */
  readonly bound: Bound;
  /** How long the bound has stood still, in ms. */
  readonly quietMs: number;
  /** How long the stream has been idle at its receiver, in ms; undefined while it is active. */
  readonly idleMs?: number;
  /** Chunks sent per second, and delivered. */
  readonly rate: number;
  readonly rateOut: number;
  readonly dropRate: number;
  /** How often the queue was full and ran empty; undefined for a fused edge. */
  readonly turns?: QueueTurns;
  /** True while nothing is taken, since too little waits. */
  readonly fills?: boolean;
  /** How often the queue took one more than its limit, because nothing else could move. */
  readonly grown: number;
  /** What limits it since it grew; undefined as long as `limits` hold. */
  readonly grownTo?: QueueSettings;
}

/** How far a run is whose sources know where they end. */
export interface RunProgress {
  /** 0 to 1: that of the source with most of its way before it. */
  readonly share: number;
  /** Time left at the pace so far, in ms; unknown in the first moment. */
  readonly leftMs?: number;
}

/** What was still open when a run had ended; all zero is the promise. */
export interface Leaks {
  readonly media: number;
  readonly buffers: number;
  readonly tracks: number;
  readonly workers: number;
}

/** A whole run, as of the last reading. Read-only; made at most ten times a second. */
export interface RunSnapshot {
  readonly state: RunState;
  /** Run time in ms; stands still while paused. */
  readonly elapsedMs: number;
  readonly nodes: Readonly<Record<NodeId, NodeSnapshot>>;
  readonly edges: Readonly<Record<EdgeId, EdgeSnapshot>>;
  /** Busy share of each worker, 0 to 1. */
  readonly workers: readonly number[];
  /** The highest latency of any sink, if a live source feeds one. */
  readonly latencyMs?: number;
  /** Known where every source says how long it is. */
  readonly progress?: RunProgress;
  /** Sentences about chunks that went missing, found when the run ended; empty is the promise. */
  readonly violations: readonly string[];
  /** Known once the run has ended. */
  readonly leaks?: Leaks;
}
