import type { Json } from '#base/json.ts';
import type { FaultNotice } from '#contract/fault.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { DrivableField } from '#contract/params.ts';
import type { Capability, InputPolicy, InputPort, PreviewView } from '#contract/spec.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { Sample, SampleSize } from '#previews/sample.ts';
import type { CapsStructure } from '#stream/caps.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropCounts } from '#stream/dropReason.ts';
import type { Bound, Micros } from '#stream/micros.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { SharedStore } from '#stream/sharedSlots.ts';
import type { PackedFrame } from './worker/packedFrame.ts';

/** One input of a node as a worker builds it. */
export interface InputPart {
  readonly port: string;
  readonly sync: boolean;
  /** Sync inputs of one set wait for each other only. */
  readonly set: string;
  /** What becomes of it while it is idle and empty. */
  readonly onIdle: NonNullable<InputPort['onIdle']>;
  /** True where the edge leads back: the node neither waits for it nor lets its bounds wait. */
  readonly loopback: boolean;
  readonly edge: EdgeId;
  /** `fused`: called directly. `local`: queued in this worker. `remote`: queued in another one. */
  readonly link: 'fused' | 'local' | 'remote';
  readonly queue: QueueSettings;
  /** Chunks a remote sender may have on the way here. */
  readonly credit: number;
  /** What may come; left out where the node takes whatever can come, or does not work itself. */
  readonly accepts?: Accepts;
  /** The param that what comes here sets; such an input is none that the kernel knows. */
  readonly drives?: DrivableField;
}

/** What an input takes, and what its two ends are called. */
export interface Accepts {
  readonly caps: readonly CapsStructure[];
  readonly from: string;
  readonly to: string;
}

/** One edge that leaves a node, by the side that sends. */
export interface OutputPart {
  readonly edge: EdgeId;
  readonly to: NodeId;
  readonly port: string;
  readonly link: 'fused' | 'local' | 'remote';
  readonly queue: QueueSettings;
  readonly credit: number;
}

/** A node as a worker builds it. Inputs without an edge are left out. */
export interface NodePart {
  readonly id: NodeId;
  readonly operator: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly mode: 'normal' | 'muted' | 'bypassed';
  /** While bypassed: which input each output passes on; an output without a fitting input sends nothing. */
  readonly bypass: Readonly<Record<string, string>>;
  readonly live: boolean;
  /** Set for a sink that shows chunks at their time: how much later than their timestamp, in µs. */
  readonly inStepUs?: number;
  /** After how long without a chunk its outputs become idle, in ms of run time; undefined where they never do. */
  readonly idleAfterMs: number | undefined;
  /** True if its operator has no inputs: it has some here only where streams set its params. */
  readonly source: boolean;
  readonly sink: boolean;
  /** Offset that output bounds keep to the inputs, in µs; undefined where the kernel moves them. */
  readonly boundOffset: number | undefined;
  /** True if the kernel is called for each newly settled time, also without a chunk. */
  readonly processBounds: boolean;
  readonly policy: InputPolicy;
  /** How many calls may be inside the kernel at once. */
  readonly maxInFlight: number;
  readonly inputs: readonly InputPart[];
  /** Every output port, also without edges. */
  readonly outputs: readonly {
    readonly port: string;
    readonly edges: readonly OutputPart[];
  }[];
}

/** A task: nodes in the order data flows. Only the first takes from queues. */
export interface TaskPart {
  readonly nodes: readonly NodePart[];
  /** Longest way to a sink, in tasks; those closest to the outputs run first. */
  readonly distance: number;
}

/** What one worker does in a run. */
export interface WorkerPart {
  readonly tasks: readonly TaskPart[];
  readonly seed: number;
  readonly paced: boolean;
  /** True in batch mode: nothing may be dropped. */
  readonly lossless: boolean;
  /** Start of the run in µs since the epoch: the origin of its clock. */
  readonly startedAt: number;
  /** Added to the timestamps of sources that are not live, in µs. */
  readonly fileShift: number;
  /** Memory of frames that cross between workers; absent where they are transferred. */
  readonly store?: SharedStore;
}

/** A message port and the edge whose end it is. */
export interface EdgePort {
  readonly edge: EdgeId;
  readonly port: MessagePort;
  /** Set where frames go through shared memory: their places are told here. */
  readonly ring?: SharedArrayBuffer;
}

/** What the page answers when a kernel asks for the outside world. */
export type HostAnswer =
  | { readonly ok: true; readonly reply: HostReply[Capability] }
  | { readonly ok: false; readonly notice: FaultNotice };

/** The page, as a worker sees it. Called through comlink. */
export interface PageControl {
  host<C extends Capability>(
    node: NodeId,
    capability: C,
    request: HostRequest[C],
  ): Promise<HostAnswer>;
  /** The node closed: whatever the page holds for it ends. */
  closed(node: NodeId): void;
}

/** What a sink that shows chunks at their time says to whoever sends them (GStreamer, QoS event). Times in µs. */
export interface Need {
  /** `underflow` where chunks come too late, `overflow` where they come in time. */
  readonly kind: 'underflow' | 'overflow';
  /** Of the chunk that it saw. */
  readonly timestamp: number;
  /** How much too late that came; below 0, how much too early. */
  readonly jitter: number;
  /** Time from one chunk to the next over how long a chunk lasts, on average: above 1 it is sent too little. */
  readonly proportion: number;
}

/** How well a sink keeps in step. */
export interface StepReading {
  readonly jitterMs: number;
  readonly proportion: number;
  /** Chunks that came too late to be shown. */
  readonly late: number;
}

/** Counters of one node since the run began; times in ms. */
export interface NodeReading {
  readonly phase: 'opening' | 'running' | 'ended' | 'failed';
  readonly opening?: { readonly title: string; readonly hint: string };
  readonly fault?: FaultNotice;
  readonly delivered: number;
  /** Of those delivered, the ones that set params. */
  readonly values: number;
  readonly processed: number;
  readonly errored: number;
  readonly out: number;
  /** Chunks out of the busiest output: the rate of a node with several is that of its stream. */
  readonly mainOut: number;
  readonly dropped: DropCounts;
  readonly busyMs: number;
  readonly heldMs: number;
  readonly heldBy?: NodeId;
  readonly waitsFor?: { readonly port: string; readonly forMs: number; readonly needs: Micros };
  /** For a source that knows its end: how far it is and where that is, in its own timestamps. */
  readonly progress?: { readonly reached: Micros; readonly end: Micros };
  readonly histogram: readonly number[];
  readonly ports: Readonly<Record<string, string>>;
  readonly latencyMs?: number;
  readonly step?: StepReading;
  readonly log?: string;
  readonly notice?: string;
  /** What streams have set params to. */
  readonly driven?: Readonly<Record<string, Json>>;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** What a queue has been through (GStreamer, `queue`: overrun, underrun and running). */
export interface QueueTurns {
  /** Chunks that found it full, or held their sender. */
  readonly overruns: number;
  /** How often it ran empty. */
  readonly underruns: number;
  /** How often it began to be read. */
  readonly starts: number;
}

/** Counters of one edge, by the end that counted them. */
export interface EdgeReading {
  readonly sent?: number;
  readonly delivered?: number;
  readonly dropped?: DropCounts;
  readonly queued: number;
  readonly bytes: number;
  /** Age of the oldest chunk that waits, in ms. */
  readonly oldestMs: number;
  /** Stream time from the oldest chunk that waits to the newest, in µs. */
  readonly span: number;
  /** The receiver's bound: everything below it has come. */
  readonly bound?: Bound;
  /** How long the receiver's bound has stood still, in ms. */
  readonly quietMs?: number;
  /** How long the receiver has known the stream as idle, in ms; undefined while it is active. */
  readonly idleMs?: number;
  /** The bound a sender in another worker has told; where the receiver's is lower, it is on its way. */
  readonly told?: Bound;
  /** True while the sender waits for room. */
  readonly waits?: boolean;
  /** How often the queue was full and empty; undefined of what has none. */
  readonly turns?: QueueTurns;
  /** True while nothing is taken, since too little waits. */
  readonly fills?: boolean;
  /** How often the queue grew because nothing else could move. */
  readonly grown?: number;
  /** What limits a queue that grew. */
  readonly grownTo?: QueueSettings;
}

/** All counters of one worker. */
export interface WorkerReading {
  /** The worker's own clock, in ms. */
  readonly at: number;
  readonly busyMs: number;
  readonly nodes: Readonly<Record<NodeId, NodeReading>>;
  readonly edges: Readonly<Record<EdgeId, EdgeReading>>;
  /** Payload buffers copied because somebody else still held them. */
  readonly copies: number;
  /** True if nothing here moves before something comes: no kernel works, and nothing is about to be served. */
  readonly passive: boolean;
  /** True once every node here has closed. */
  readonly ended: boolean;
  /** What is still open; meaningful once ended. */
  readonly open: { readonly media: number; readonly buffers: number };
}

/** The control plane: what the page may ask of one worker. Never a chunk. */
export interface WorkerControl {
  /** Builds the nodes of a run and opens their kernels. Resolves when each has opened or failed. */
  open(
    part: WorkerPart,
    ports: readonly EdgePort[],
    taps: MessagePort,
    page: PageControl,
  ): Promise<void>;
  /** Lets the sources run, from a moment in µs since the epoch. */
  run(at: number): void;
  pause(): void;
  resume(): void;
  step(): void;
  /** Ends the sources; everything on its way is still processed and flushed. */
  drain(): void;
  /** Ends at once: nodes are closed, not flushed. Resolves when they are. */
  cancel(): Promise<void>;
  update(node: NodeId, params: Readonly<Record<string, Json>>): void;
  /** New limits for a queue; the worker of the sender takes them. */
  setQueue(edge: EdgeId, settings: QueueSettings): void;
  /** Makes room for one chunk more than a full queue holds. */
  growQueue(edge: EdgeId): void;
  /**
   * Ends what leads back to nodes whose other inputs have ended, or with `all` to every node. Returns how many
   * edges that were.
   */
  endLoopbacks(all: boolean): number;
  /** Fails a node for a reason that is not its own. */
  failNode(node: NodeId, notice: FaultNotice): void;
  tap(tap: TapPart): void;
  untap(id: number): void;
  /** The other ends of these edges are gone with their worker. */
  lost(edges: readonly EdgeId[]): void;
  inspect(): WorkerReading;
}

/** A tap as a worker sets it up. */
export interface TapPart extends SampleSize {
  readonly id: number;
  readonly node: NodeId;
  readonly side: 'in' | 'out';
  readonly port: string;
  /** Least time between two samples, in ms. */
  readonly intervalMs: number;
  readonly view?: PreviewView | undefined;
}

/** The data plane: chunks, bounds and whether the stream is idle go down an edge, credit comes back up with an emptied buffer, and what is needed. */
export type EdgeMessage =
  | PackedFrame
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'bound'; readonly bound: Bound }
  | { readonly kind: 'idle'; readonly isIdle: boolean }
  | { readonly kind: 'end' }
  | { readonly kind: 'need'; readonly need: Need }
  | { readonly kind: 'credit'; readonly buffer: ArrayBuffer | undefined };

/** A sample on its way to the page. The page answers with the tap's id before the next one is made. */
export interface TapMessage {
  readonly tap: number;
  readonly timestamp: number;
  readonly sample: Sample;
}
