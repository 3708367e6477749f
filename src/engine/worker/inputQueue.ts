import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, boundAfter, DONE, type Micros, UNKNOWN } from '#stream/micros.ts';
import { byteLengthOf } from '#stream/payload.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';

/** Called with a chunk the queue gave up; the callee releases and counts it. */
export type OnDrop = (chunk: Chunk, reason: DropReason) => void;

/**
 * The chunks that wait on one edge, with the stream's bound. Strictly increasing: a chunk below the
 * bound is refused with both numbers. Dropping never lowers the bound, so nothing below can stall.
 */
export class InputQueue {
  readonly settings: QueueSettings;
  readonly #onDrop: OnDrop;
  readonly #chunks: Chunk[] = [];
  readonly #arrivals: number[] = [];
  #head = 0;
  /** The bound of what was pushed: nothing below it will come. */
  bound: Bound = UNKNOWN;
  bytes = 0;

  constructor(settings: QueueSettings, onDrop: OnDrop) {
    this.settings = settings;
    this.#onDrop = onDrop;
  }

  get length(): number {
    return this.#chunks.length - this.#head;
  }

  get full(): boolean {
    return this.length >= this.settings.capacity || this.bytes >= this.settings.bytes;
  }

  /** When the oldest waiting chunk arrived, on the clock given to `push`; undefined if none waits. */
  get oldestAt(): number | undefined {
    return this.#arrivals[this.#head];
  }

  /** Timestamp of the oldest waiting chunk; `DONE` if none waits. */
  get first(): number {
    return this.#chunks[this.#head]?.timestamp ?? DONE;
  }

  /** From the oldest waiting chunk to the newest, in µs of their timestamps. */
  get span(): number {
    const newest = this.#chunks.at(-1);
    return this.length > 0 && newest ? newest.timestamp - this.first : 0;
  }

  /** True if nothing waits and nothing will come. */
  get finished(): boolean {
    return this.bound === DONE && this.length === 0;
  }

  /** Nothing below this can still be taken: the first chunk that waits, else the bound. */
  get settled(): Bound {
    return this.length > 0 ? this.first : this.bound;
  }

  /** Adds a chunk, or lets one go by the overflow policy. With `block` it is always added: the sender waits after. */
  push(chunk: Chunk, now: number): void {
    this.#raise(chunk.timestamp);
    if (this.settings.overflow === 'keep-latest') {
      while (this.length > 0) this.#onDrop(this.shift()!, 'queue-full');
    } else if (this.full && this.length > 0) {
      if (this.settings.overflow === 'drop-newest') {
        this.#onDrop(chunk, 'queue-full');
        return;
      }
      if (this.settings.overflow === 'drop-oldest') {
        while (this.full && this.length > 0) this.#onDrop(this.shift()!, 'queue-full');
      }
    }
    this.#chunks.push(chunk);
    this.#arrivals.push(now);
    this.bytes += byteLengthOf(chunk.payload);
  }

  /** Takes the oldest chunk. */
  shift(): Chunk | undefined {
    const chunk = this.#chunks[this.#head];
    if (!chunk) return undefined;
    this.#head += 1;
    if (this.#head === this.#chunks.length || this.#head > 64) {
      this.#chunks.splice(0, this.#head);
      this.#arrivals.splice(0, this.#head);
      this.#head = 0;
    }
    this.bytes -= byteLengthOf(chunk.payload);
    return chunk;
  }

  /** Raises the bound; a lower one is ignored. */
  advance(bound: Bound): void {
    if (bound > this.bound) this.bound = bound;
  }

  /** Gives every waiting chunk up for `reason`. */
  clear(reason: DropReason): void {
    while (this.length > 0) this.#onDrop(this.shift()!, reason);
  }

  #raise(timestamp: Micros): void {
    if (timestamp < this.bound) {
      throw new Error(
        `A stream must be strictly increasing: at least ${this.bound} was expected, but ${timestamp} came.`,
      );
    }
    this.bound = boundAfter(timestamp);
  }
}
