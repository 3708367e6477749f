import { Fault } from '#contract/fault.ts';
import type { AudioPool, FramePool, KernelEnv, RunClock } from '#contract/env.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { takeAudioBlock } from '#stream/audioBlocks.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { takeFrame } from '#stream/frames.ts';
import { type Bound, DONE, type Micros } from '#stream/micros.ts';
import type { Payload } from '#stream/payload.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { Output } from './output.ts';
import { DeviceClock } from './runClock.ts';
import { seededRandom } from './seededRandom.ts';
import { nextTurn } from './turns.ts';
import type { WorkerScope } from './workerScope.ts';

/** The world as one kernel sees it, and the memory its current call holds. */
export class NodeEnv implements KernelEnv {
  readonly frames: FramePool;
  readonly audio: AudioPool;
  readonly clock: RunClock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly lossless: boolean;
  /** What the kernel waits for before its first chunk. */
  openingNotice: { readonly title: string; readonly hint: string } | undefined;
  lastLog: string | undefined;
  /** What comes after the kernel, in ms. */
  outsideMs = 0;
  /** What the kernel says of itself now. */
  currentNotice: string | undefined;
  currentFacts: Readonly<Record<string, string | number>> | undefined;
  /** Where a source says its stream ends, and how far it is, in its own timestamps. */
  endsAt: Micros | undefined;
  reached: Micros | undefined;
  /** Time spent held by full edges, in ms, without the wait that goes on now. */
  heldMs = 0;
  /** A paused source may send this many chunks. */
  steps = 0;
  readonly #device: DeviceClock;
  readonly #abort = new AbortController();
  readonly #node: NodeRuntime;
  readonly #scope: WorkerScope;
  readonly #allocated: Payload[] = [];
  #workSince: number | undefined;
  #dropped = 0;
  #holds = 0;
  #heldSince = 0;
  #heldBy: NodeId | undefined;

  constructor(node: NodeRuntime, scope: WorkerScope) {
    this.#node = node;
    this.#scope = scope;
    this.signal = this.#abort.signal;
    this.lossless = scope.lossless;
    this.random = seededRandom(scope.seed, node.part.id);
    const { memory } = scope;
    this.frames = {
      allocate: (format, width, height, colour) =>
        this.#own(takeFrame(memory.pool, format, width, height, colour)),
      writable: (frame) => memory.writable(frame, this.#allocated),
      track: (media) => memory.track(media),
    };
    this.audio = {
      allocate: (channels, length, rate) =>
        this.#own(takeAudioBlock(memory.pool, channels, length, rate)),
    };
    const device = new DeviceClock(scope.thread);
    this.#device = device;
    this.clock = {
      paced: scope.time.paced,
      now: () => scope.time.now(),
      until: (time, signal) => this.#until(time, signal),
      fromDevice: (timestamp) => device.map(timestamp),
    };
  }

  readonly retain = <T extends Payload>(payload: T): T => {
    this.#scope.memory.retain(payload);
    return payload;
  };

  readonly release = (payload: Payload): void => this.#scope.memory.release(payload);

  readonly drop = (reason: DropReason, count = 1): void => {
    // What a call held that was given up has been counted.
    if (!this.#node.alive) return;
    this.#dropped += count;
    this.#node.dropped.add(reason, count);
  };

  readonly bound = (name: string): Bound =>
    this.#node.inputs.find((input) => input.name === name)?.settled ?? DONE;

  readonly advance = (output: string, bound: Bound): void | Promise<void> =>
    this.#node.advanceOutput(output, bound);

  readonly idle = (output: string, isIdle: boolean): void => {
    if (!this.lossless) this.#node.idleOutput(output, isIdle);
  };

  readonly earliest = (output: string): Bound => this.#node.earliest(output);

  readonly log = (message: string): void => {
    this.lastLog = message;
  };

  readonly notice = (words: string | undefined): void => {
    this.currentNotice = words;
  };

  readonly outside = (ms: number): void => {
    this.outsideMs = ms;
  };

  readonly facts = (facts: Readonly<Record<string, string | number>>): void => {
    this.currentFacts = facts;
  };

  readonly wired = (input: string): boolean => this.#node.inputs.some(({ name }) => name === input);

  readonly opening = (title: string, hint = ''): void => {
    this.openingNotice = { title, hint };
  };

  readonly turn = nextTurn;

  readonly ends = (at: Micros | undefined): void => {
    this.endsAt = at;
  };

  readonly host = async <C extends Capability>(
    capability: C,
    request: HostRequest[C],
  ): Promise<HostReply[C]> => {
    const answer = await this.#scope.page.host(this.#node.part.id, capability, request);
    if (!answer.ok) throw new Fault(answer.notice);
    return answer.reply as HostReply[C];
  };

  /** The edge end that takes nothing more, while a call is held by it. */
  get heldBy(): NodeId | undefined {
    return this.#holds > 0 ? this.#heldBy : undefined;
  }

  /** Time held so far, with the wait that goes on. */
  heldUntil(now: number): number {
    return this.heldMs + (this.#holds > 0 ? now - this.#heldSince : 0);
  }

  /** Notes that an emit waits for room. */
  held(output: Output, pending: Promise<void>): Promise<void> {
    if (this.#holds === 0) {
      this.#heldSince = this.#scope.thread.now();
      this.#heldBy = output.links.find((link) => link.full)?.to ?? output.links[0]?.to;
    }
    this.#holds += 1;
    return pending.finally(() => {
      this.#holds -= 1;
      if (this.#holds === 0) this.heldMs += this.#scope.thread.now() - this.#heldSince;
    });
  }

  /** How many chunks the settled call dropped; starts anew. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** Lets go of what the settled call allocated. */
  releaseScope(): void {
    for (const payload of this.#allocated) this.#scope.memory.release(payload);
    this.#allocated.length = 0;
  }

  /** What was allocated since; whoever takes it releases it. */
  takeScope(): readonly Payload[] {
    return this.#allocated.splice(0);
  }

  /** Another device with a clock of its own may follow. */
  reanchor(): void {
    this.#device.reanchor();
  }

  abort(): void {
    this.#abort.abort(new Error('The node was closed.'));
  }

  /** When the kernel first asked for memory since `takeWorkSince`: a source's work begins there, after its wait. */
  takeWorkSince(): number | undefined {
    const since = this.#workSince;
    this.#workSince = undefined;
    return since;
  }

  #own<T extends Payload>(payload: T): T {
    this.#workSince ??= this.#scope.thread.now();
    this.#allocated.push(payload);
    return payload;
  }

  async #until(time: Micros, signal: AbortSignal): Promise<void> {
    const clock = this.#scope.time;
    if (!clock.paced) return;
    for (;;) {
      signal.throwIfAborted();
      if (clock.paused && this.steps > 0) {
        clock.jump(time);
        return;
      }
      const ahead = (time - clock.now()) / 1000;
      if (ahead <= 0 && !clock.paused) return;
      await this.#waitOnce(clock.paused ? undefined : ahead, signal);
    }
  }

  /**
   * Waits for a time in ms, if there is one, or for the clock to change, or for the signal. Leaves nothing
   * behind: a run may wait a million times.
   */
  async #waitOnce(ms: number | undefined, signal: AbortSignal): Promise<void> {
    const { thread, time } = this.#scope;
    await new Promise<void>((resolve) => {
      const callOff = ms === undefined ? undefined : thread.startTimer(ms, done);
      const forget = time.onChange(done);
      function done(): void {
        callOff?.();
        forget();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
