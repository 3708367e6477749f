import type { EdgeReading } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, boundAfter, DONE, UNKNOWN } from '#stream/micros.ts';
import { byteLengthOf } from '#stream/payload.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';

/** Called with a chunk the queue gave up; the callee releases and counts it. */
export type OnDrop = (chunk: Chunk, reason: DropReason) => void;

/**
 * The chunks that wait on one edge, with the stream's bound. Strictly increasing: a chunk below the
 * bound is refused with both numbers, one behind the end is lost. Dropping never lowers the bound, so nothing below can stall; sound
 * behind a dropped block says that there is a gap (GStreamer, `queue`).
 */
export class InputQueue {
  #settings: QueueSettings;
  readonly #onDrop: OnDrop;
  readonly #chunks: Chunk[] = [];
  readonly #arrivals: number[] = [];
  #head = 0;
  /** True if the chunk that is next to leave comes behind a gap. */
  #gapAtHead = false;
  /** True if the chunk that is next to be taken in does. */
  #gapAtTail = false;
  /** The bound of what was pushed: nothing below it will come. */
  bound: Bound = UNKNOWN;
  /** True if the sender said, behind all that was pushed, that nothing comes for a while. */
  idle = false;
  bytes = 0;
  /** True while nothing may be taken: too little waits, and more may come. */
  fills: boolean;
  overruns = 0;
  underruns = 0;
  starts = 0;

  constructor(settings: QueueSettings, onDrop: OnDrop) {
    this.#settings = settings;
    this.#onDrop = onDrop;
    this.fills = this.#lacks;
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  /** Chunks that may be taken now: none, while it fills. */
  get length(): number {
    return this.fills ? 0 : this.size;
  }

  /** Chunks that wait. */
  get size(): number {
    return this.#chunks.length - this.#head;
  }

  get full(): boolean {
    const { capacity, bytes, seconds } = this.#settings;
    return (
      this.size >= capacity ||
      this.bytes >= bytes ||
      (seconds !== Infinity && this.span >= seconds * 1e6)
    );
  }

  /** Stream time from the oldest waiting chunk to the end of the newest, in µs. */
  get span(): number {
    const last = this.#chunks.at(-1);
    if (!last || this.size === 0) return 0;
    return last.timestamp + (last.duration ?? 0) - this.#chunks[this.#head]!.timestamp;
  }

  /** When the oldest waiting chunk arrived, on the clock given to `push`; undefined if none waits. */
  get oldestAt(): number | undefined {
    return this.#arrivals[this.#head];
  }

  /** Timestamp of the oldest chunk that may be taken; `DONE` if there is none. */
  get first(): number {
    return this.fills ? DONE : (this.#chunks[this.#head]?.timestamp ?? DONE);
  }

  /** True if nothing waits and nothing will come. */
  get finished(): boolean {
    return this.bound === DONE && this.size === 0;
  }

  /** Nothing below this can still be taken: the first chunk that waits, else the bound. */
  get settled(): Bound {
    return this.#chunks[this.#head]?.timestamp ?? this.bound;
  }

  /** The chunk `back` places before the newest; undefined if fewer wait. */
  newest(back = 0): Chunk | undefined {
    return back < this.size ? this.#chunks[this.#chunks.length - 1 - back] : undefined;
  }

  /** The oldest chunk that may be taken, left where it is. */
  peek(): Chunk | undefined {
    return this.fills ? undefined : this.#chunks[this.#head];
  }

  /** Adds a chunk, or lets one go by the overflow policy. With `block` it is always added: the sender waits after. */
  push(chunk: Chunk, now: number): void {
    if (chunk.timestamp < this.bound) return this.#refuse(chunk);
    this.bound = boundAfter(chunk.timestamp);
    this.idle = false;
    const { overflow } = this.#settings;
    if (overflow !== 'block' && this.full) this.overruns += 1;
    if (overflow === 'drop-newest' && this.full && this.size > 0) {
      this.#gapAtTail = true;
      this.#onDrop(chunk, 'queue-full');
      return;
    }
    this.#makeRoom();
    const behindGap = this.#gapAtTail;
    this.#gapAtTail = false;
    this.#chunks.push(behindGap ? withGap(chunk) : chunk);
    this.#arrivals.push(now);
    this.bytes += byteLengthOf(chunk.payload);
    if (overflow === 'block' && this.full) this.overruns += 1;
    if (this.size === 1 && !this.fills) this.starts += 1;
    this.#beginReading();
  }

  /** Takes the oldest chunk; undefined if none may be taken. */
  shift(): Chunk | undefined {
    const chunk = this.fills ? undefined : this.#take();
    if (chunk && this.size === 0) {
      this.underruns += 1;
      this.fills = this.#lacks;
    }
    if (!chunk || !this.#gapAtHead) return chunk;
    this.#gapAtHead = false;
    return withGap(chunk);
  }

  /** Raises the bound; a lower one is ignored. */
  advance(bound: Bound): void {
    if (bound <= this.bound) return;
    this.bound = bound;
    this.idle = false;
    if (bound !== DONE) return;
    if (this.#settings.flushOnEnd) this.clear('cancelled');
    this.#beginReading();
  }

  /** New limits and policy from now on. A lower limit of a queue that loses the oldest does so at once. */
  change(settings: QueueSettings): void {
    this.#settings = settings;
    const { overflow } = settings;
    if (overflow === 'keep-latest') while (this.size > 1) this.#leak('queue-full');
    if (overflow === 'drop-oldest') {
      while (this.#overfull && this.size > 1) this.#leak('queue-full');
    }
    if (this.size === 0) this.fills = this.#lacks;
    this.#beginReading();
  }

  /** Moves every limit that is reached, as far as one chunk more asks for. */
  grow(): void {
    const { capacity, bytes, seconds } = this.#settings;
    this.#settings = {
      ...this.#settings,
      capacity: this.size >= capacity ? this.size + 1 : capacity,
      bytes: this.bytes >= bytes ? this.bytes + 1 : bytes,
      seconds: this.span >= seconds * 1e6 ? (this.span + 1) / 1e6 : seconds,
    };
  }

  /** Gives up every waiting chunk below `time`, for a policy of the node. */
  dropBelow(time: number, reason: DropReason): void {
    while (this.first < time) this.#leak(reason);
  }

  /** Gives every waiting chunk up for `reason`. */
  clear(reason: DropReason): void {
    while (this.size > 0) this.#leak(reason);
  }

  /** True if less waits than is to before the first is taken. Until all is there, the end or a full queue does too. */
  get #lacks(): boolean {
    const { leastChunks, leastSeconds } = this.#settings;
    if (leastChunks <= 1 && leastSeconds === 0) return false;
    const least = this.size >= leastChunks && this.span >= leastSeconds * 1e6;
    return !least && !(this.size > 0 && this.full) && this.bound !== DONE;
  }

  #beginReading(): void {
    if (!this.fills || this.#lacks) return;
    this.fills = false;
    if (this.size > 0) this.starts += 1;
  }

  /** More than the limits allow, which `full` alone is not. */
  get #overfull(): boolean {
    const { capacity, bytes, seconds } = this.#settings;
    return this.size > capacity || this.bytes > bytes || this.span > seconds * 1e6;
  }

  #makeRoom(): void {
    const { overflow } = this.#settings;
    if (overflow === 'keep-latest') this.clear('queue-full');
    if (overflow === 'drop-oldest') {
      while (this.full && this.size > 0) this.#leak('queue-full');
    }
  }

  #leak(reason: DropReason): void {
    this.#onDrop(this.#take()!, reason);
    // What leaves next comes behind the gap; where nothing waits, what is taken in next.
    if (this.size > 0) this.#gapAtHead = true;
    else this.#gapAtTail = true;
  }

  #take(): Chunk | undefined {
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

  /** An end that the sender does not know of, as of a loop that stood still, is no fault of the sender. */
  #refuse(chunk: Chunk): void {
    if (this.bound === DONE) return this.#onDrop(chunk, 'cancelled');
    throw new Error(
      `A stream must be strictly increasing: at least ${this.bound} was expected, but ${chunk.timestamp} came.`,
    );
  }
}

/** What a reading of its edge says of a queue. */
export function turnsOf({
  overruns,
  underruns,
  starts,
  fills,
}: InputQueue): Pick<EdgeReading, 'turns' | 'fills'> {
  return { turns: { overruns, underruns, starts }, fills };
}

/** Sound behind a gap is marked; the samples are the same. Nothing else has such a mark. */
function withGap(chunk: Chunk): Chunk {
  const { payload } = chunk;
  if (typeof payload === 'number' || payload.kind !== 'audio') return chunk;
  return { ...chunk, payload: { ...payload, discontinuity: true } };
}
