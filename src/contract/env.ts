import type { Bound, Micros } from '#stream/micros.ts';
import type { DropReason } from '#stream/dropReason.ts';
import type { AudioBlock, Colour, Frame, FrameFormat, Payload } from '#stream/payload.ts';
import type { HostReply, HostRequest } from './host.ts';
import type { Capability } from './spec.ts';

/** Frames in recycled memory. What is allocated during a call is let go when that call settles, unless retained. */
export interface FramePool {
  /** A frame with undefined contents, held by the caller until its call settles or the source yields it. */
  allocate(format: FrameFormat, width: number, height: number, colour: Colour): Frame;
  /** The same frame if nobody else holds it, else a copy: how a kernel works in place. */
  writable(frame: Frame): Frame;
  /** Watches a `VideoFrame` or `AudioData`, so that one left open is found at the end of the run. Returns it. */
  track<T extends { close(): void }>(media: T): T;
}

/** Audio blocks in recycled memory, under the same rules. */
export interface AudioPool {
  /** A block of `channels` × `length` undefined samples. */
  allocate(channels: number, length: number, sampleRate: number): AudioBlock;
}

/** The one clock of a run, as a node sees it: 0 at its start. It stands still while the run is paused. */
export interface RunClock {
  /** Run time now. */
  now(): Micros;
  /** Resolves when run time reaches `time`; at once in batch mode. Rejects with the signal's reason. */
  until(time: Micros, signal: AbortSignal): Promise<void>;
  /** True in a live run. Else time does not pass: everything goes as fast as it can. */
  readonly paced: boolean;
  /**
   * A device timestamp (µs, any origin) as epoch time. The first call fixes the offset; the result is
   * never below the previous one + 1.
   */
  fromDevice(timestamp: number): Micros;
}

/** Everything a kernel may touch besides its arguments. */
export interface KernelEnv {
  readonly frames: FramePool;
  readonly audio: AudioPool;
  readonly clock: RunClock;
  /** Uniform in [0, 1), seeded by the run's seed and the node's id. */
  random(): number;
  /**
   * Keeps a payload beyond the current call. Pair with `release`. Whoever emits what it keeps retains it
   * once more for that emit: one holder alone means that whoever comes next may work in place.
   */
  retain<T extends Payload>(payload: T): T;
  /** Lets go of a retained payload. */
  release(payload: Payload): void;
  /** Counts chunks of this call as lost; 1 if not said. The bound still advances. */
  drop(reason: DropReason, count?: number): void;
  /** True in batch mode: nothing may be skipped or dropped. */
  readonly lossless: boolean;
  /**
   * What is settled on an input: whatever was below has been handed in, or never comes. −Infinity before
   * anything is known; +Infinity once the input has ended or if no edge leads to it.
   */
  bound(input: string): Bound;
  /**
   * Says that an output sends nothing below `bound` any more; with +Infinity it ends. A lower bound than the
   * output's is ignored. A promise is back pressure, as of an emit.
   */
  advance(output: string, bound: Bound): void | Promise<void>;
  /**
   * Says that an output sends nothing for a while, or does again: whoever joins it with others may go on without.
   * A chunk or a bound takes it back. In batch nothing is idle.
   */
  idle(output: string, isIdle: boolean): void;
  /**
   * For a source that keeps pace: what it would send by that output below this, in its own timestamps, comes too
   * late for everybody. The engine drops it, as late; a kernel that asks first saves the work and counts it with
   * `drop('late')`. −Infinity while everything is needed.
   */
  earliest(output: string): Bound;
  /** A line for the node's log, as a sentence. */
  log(message: string): void;
  /** What a person should know while it lasts, in a few words on the node: "Too loud: it clips". Undefined takes it back. */
  notice(words: string | undefined): void;
  /** Figures of its own, by title, that the inspector and the run's report show. Replaces those before. */
  facts(facts: Readonly<Record<string, string | number>>): void;
  /** For a sink: how long the world takes from being handed a chunk until it is heard or seen, in ms. Its latency counts that. */
  outside(ms: number): void;
  /** True if an edge leads to that input: tells a sink whether to wait for it. */
  wired(input: string): boolean;
  /** What the node is doing before its first chunk: "Asking for the camera". Shown on the node. */
  opening(title: string, hint?: string): void;
  /**
   * For a source that knows: up to where its timestamps will go, so that progress can be shown. Undefined
   * takes it back.
   */
  ends(at: Micros | undefined): void;
  /**
   * Resolves in a later turn of the thread, after the messages that wait there. Whoever computes for longer
   * than a tenth of a second awaits it now and then: a thread that answers nothing is given up.
   */
  turn(): Promise<void>;
  /** Asks the outside world. Rejects with a `Fault`. What was granted ends with `signal` or the node. */
  host<C extends Capability>(capability: C, request: HostRequest[C]): Promise<HostReply[C]>;
}
