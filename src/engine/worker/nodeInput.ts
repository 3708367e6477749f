import type { EdgeReading, InputPart, Need } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, boundAfter, micros, UNKNOWN } from '#stream/micros.ts';
import { describePayload, type Payload } from '#stream/payload.ts';
import { UNLIMITED } from '#stream/queueSettings.ts';
import { DropCounter } from './counters.ts';
import { FormGate } from './formGate.ts';
import { InputQueue, turnsOf } from './inputQueue.ts';
import type { Memory } from './memory.ts';
import type { Tap } from './tap.ts';

/** One connected input of a running node: its queue, and what it counts. */
export class NodeInput {
  readonly name: string;
  readonly part: InputPart;
  readonly queue: InputQueue;
  readonly taps: Tap[] = [];
  /** True if idle, or on its way back to what was served meanwhile: nobody waits for it. */
  get isLeftOut(): boolean {
    const { queue } = this;
    return this.#leaves && queue.size === 0 && (queue.idle || queue.bound < this.#passedOver);
  }
  /** Called after a chunk came into the queue, by a policy that bounds it. */
  onArrival: (() => void) | undefined;
  /** Added to every timestamp that is handed to the kernel, in µs, by a policy that aligns. */
  shift = 0;
  /** Says what is needed to whoever sends; set by the edge. */
  tellUp: ((need: Need) => void) | undefined;
  /** Called after a chunk left the queue, in whatever way: room has been made. */
  onRoom: (() => void) | undefined;
  delivered = 0;
  #last: Payload | undefined;
  /** Looks at what comes; undefined where the node takes whatever can. */
  readonly gate: FormGate | undefined;
  /** The bound at the last reading, and since when: a clock read per chunk would cost more than the hop. */
  #seenBound: Bound = UNKNOWN;
  #movedAt: number | undefined;
  /** Since when it is idle, as far as it was looked at. */
  #idleAt: number | undefined;
  readonly #leaves: boolean;
  /** What comes below is late: it was served without. On the queue's time. */
  #passedOver: Bound = UNKNOWN;
  /** The last chunk that was taken, held where it is repeated while nothing comes. */
  #kept: Chunk | undefined;
  readonly #dropped = new DropCounter();
  readonly #memory: Memory;

  constructor(part: InputPart, memory: Memory) {
    this.name = part.port;
    this.part = part;
    this.#memory = memory;
    this.#leaves = part.onIdle !== 'wait';
    this.gate = part.accepts && new FormGate(part.accepts);
    // Inside a task and behind a remote queue nothing needs a limit here: the sender has it.
    const { flushOnEnd } = part.queue;
    const settings = part.link === 'local' ? part.queue : { ...UNLIMITED, flushOnEnd };
    this.queue = new InputQueue(settings, (chunk, reason) => this.drop(chunk, reason));
  }

  /** Takes a chunk in that is held for it, or loses it where it comes too late. */
  push(chunk: Chunk, now: number): void {
    if (chunk.timestamp < this.#passedOver) {
      this.queue.advance(boundAfter(chunk.timestamp));
      this.drop(chunk, 'late');
      this.onRoom?.();
      return;
    }
    this.queue.push(chunk, now);
    this.onArrival?.();
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
    if (this.part.onIdle === 'hold') this.#keep(taken);
    const { shift } = this;
    const chunk = shift === 0 ? taken : { ...taken, timestamp: micros(taken.timestamp + shift) };
    this.deliver(chunk, eager);
    this.onRoom?.();
    return chunk;
  }

  /** Nothing below this can reach the kernel any more. */
  get settled(): Bound {
    return Math.max(this.queue.settled, this.#passedOver) + this.shift;
  }

  /** What was served without it, or said to be over, lies below `bound`: it can't be added to any more. */
  passOver(bound: Bound): void {
    this.#passedOver = Math.max(this.#passedOver, bound - this.shift);
  }

  /** Its last chunk once more, as if it were of that time; undefined where it repeats none. */
  repeated(time: number): Chunk | undefined {
    return this.#kept && { ...this.#kept, timestamp: micros(time) };
  }

  /** Lets go of what it keeps; the node has closed. */
  forget(): void {
    this.#keep(undefined);
  }

  /** Gives up what waits below `time`, for a policy of the node. */
  dropBelow(time: number, reason: DropReason): void {
    if (this.queue.first >= time) return;
    this.queue.dropBelow(time, reason);
    this.onRoom?.();
  }

  /** Gives up all that waits. */
  clear(reason: DropReason): void {
    const had = this.queue.size;
    this.queue.clear(reason);
    if (had > 0) this.onRoom?.();
  }

  describe(): string | undefined {
    return this.#last === undefined ? undefined : describePayload(this.#last);
  }

  read(now: number): EdgeReading {
    this.#idleAt = this.queue.idle ? (this.#idleAt ?? now) : undefined;
    if (this.queue.bound !== this.#seenBound) {
      this.#seenBound = this.queue.bound;
      this.#movedAt = now;
    }
    return {
      delivered: this.delivered,
      dropped: this.#dropped.read(),
      queued: this.queue.size,
      bytes: this.queue.bytes,
      oldestMs: this.queue.oldestAt === undefined ? 0 : now - this.queue.oldestAt,
      span: this.queue.span,
      bound: this.queue.bound,
      quietMs: now - (this.#movedAt ??= now),
      ...(this.part.link === 'local' && turnsOf(this.queue)),
      ...(this.#idleAt === undefined ? {} : { idleMs: now - this.#idleAt }),
    };
  }

  #keep(chunk: Chunk | undefined): void {
    if (chunk) this.#memory.retain(chunk.payload);
    if (this.#kept) this.#memory.release(this.#kept.payload);
    this.#kept = chunk;
  }
}
