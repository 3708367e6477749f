import type { EdgeReading, InputPart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, micros, UNKNOWN } from '#stream/micros.ts';
import { describePayload, type Payload } from '#stream/payload.ts';
import { UNLIMITED } from '#stream/queueSettings.ts';
import { DropCounter } from './counters.ts';
import { FormGate } from './formGate.ts';
import { InputQueue } from './inputQueue.ts';
import type { Memory } from './memory.ts';
import type { Tap } from './tap.ts';

/** One connected input of a running node: its queue, and what it counts. */
export class NodeInput {
  readonly name: string;
  readonly part: InputPart;
  readonly queue: InputQueue;
  readonly taps: Tap[] = [];
  /** Called after a chunk came into the queue, by a policy that bounds it. */
  onArrival: (() => void) | undefined;
  /** Added to every timestamp that is handed to the kernel, in µs, by a policy that aligns. */
  shift = 0;
  /** Called after a chunk left the queue, in whatever way: room has been made. */
  onRoom: (() => void) | undefined;
  delivered = 0;
  #last: Payload | undefined;
  /** Looks at what comes; undefined where the node takes whatever can. */
  readonly gate: FormGate | undefined;
  /** The bound at the last reading, and since when: a clock read per chunk would cost more than the hop. */
  #seenBound: Bound = UNKNOWN;
  #movedAt: number | undefined;
  readonly #dropped = new DropCounter();
  readonly #memory: Memory;

  constructor(part: InputPart, memory: Memory) {
    this.name = part.port;
    this.part = part;
    this.#memory = memory;
    this.gate = part.accepts && new FormGate(part.accepts);
    // Inside a task and behind a remote queue nothing needs a limit here: the sender has it.
    const settings = part.link === 'local' ? part.queue : UNLIMITED;
    this.queue = new InputQueue(settings, (chunk, reason) => this.drop(chunk, reason));
  }

  /** Counts a queued chunk as lost and lets it go. */
  drop(chunk: Chunk, reason: DropReason): void {
    this.#dropped.add(reason);
    this.#memory.release(chunk.payload);
  }

  /** Counts a chunk as lost that this end never held. */
  refuse(reason: DropReason): void {
    this.#dropped.add(reason);
  }

  /** Notes that a chunk is handed to the kernel, and shows it to the taps. */
  deliver(chunk: Chunk, eager: boolean): void {
    this.delivered += 1;
    this.#last = chunk.payload;
    for (const tap of this.taps) tap.see(chunk, eager);
  }

  /** Takes the oldest chunk out for the kernel, and shows it to the taps. */
  take(eager: boolean): Chunk {
    const taken = this.queue.shift()!;
    const { shift } = this;
    const chunk = shift === 0 ? taken : { ...taken, timestamp: micros(taken.timestamp + shift) };
    this.deliver(chunk, eager);
    this.onRoom?.();
    return chunk;
  }

  /** Nothing below this can reach the kernel any more. */
  get settled(): Bound {
    return this.queue.settled + this.shift;
  }

  /** Gives up what waits below `time`, for a policy of the node. */
  dropBelow(time: number, reason: DropReason): void {
    if (this.queue.first >= time) return;
    this.queue.dropBelow(time, reason);
    this.onRoom?.();
  }

  /** Gives up all that waits. */
  clear(reason: DropReason): void {
    const had = this.queue.length;
    this.queue.clear(reason);
    if (had > 0) this.onRoom?.();
  }

  describe(): string | undefined {
    return this.#last === undefined ? undefined : describePayload(this.#last);
  }

  read(now: number): EdgeReading {
    if (this.queue.bound !== this.#seenBound) {
      this.#seenBound = this.queue.bound;
      this.#movedAt = now;
    }
    return {
      delivered: this.delivered,
      dropped: this.#dropped.read(),
      queued: this.queue.length,
      bytes: this.queue.bytes,
      oldestMs: this.queue.oldestAt === undefined ? 0 : now - this.queue.oldestAt,
      span: this.queue.span,
      bound: this.queue.bound,
      quietMs: now - (this.#movedAt ??= now),
    };
  }
}
