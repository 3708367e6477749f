import { assert } from '#base/assert.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE, micros, UNKNOWN } from '#stream/micros.ts';
import type { Colour, Frame, FrameFormat } from '#stream/payload.ts';
import type { SharedSlots } from '#stream/sharedSlots.ts';
import type { Thread } from './thread.ts';

/** Chunks that may be described at once; more than any edge has credit for. */
const ENTRIES = 16;
/** Numbers that describe a chunk: timestamp, duration, format, width, height, colour, then three a plane. */
const ENTRY = 16;
const PLANES = 6;

/**
 * Words: rung by the sender whenever there is news, how many chunks were written, how many were taken, and behind
 * how many of them the stream is idle.
 */
const BELL = 0;
const WRITTEN = 1;
const TAKEN = 2;
const IDLE = 3;
const WORDS = 4;
/** The bound lies behind the words, the entries behind the bound; in bytes. */
const BOUND_AT = 16;
const ENTRIES_AT = 64;
const BYTES = ENTRIES_AT + ENTRIES * ENTRY * Float64Array.BYTES_PER_ELEMENT;

const FORMATS: readonly FrameFormat[] = ['I420', 'RGBA', 'GRAY8'];
const COLOURS: readonly Colour[] = [
  { matrix: 'bt601', range: 'limited' },
  { matrix: 'bt601', range: 'full' },
  { matrix: 'bt709', range: 'limited' },
  { matrix: 'bt709', range: 'full' },
];
/** Stands for the format of a chunk that comes by message. */
const BY_MESSAGE = -1;
/** A count that is not reached before others are: behind nothing that was written. */
const NEVER = -1;
/** −∞ and +∞ as whole numbers. */
const NOTHING_KNOWN = -(2n ** 63n);
const ENDED = 2n ** 63n - 1n;

/** Memory for one ring: nothing written, nothing known. */
export function createFrameRing(): SharedArrayBuffer {
  const ring = new SharedArrayBuffer(BYTES);
  Atomics.store(new BigInt64Array(ring, BOUND_AT, 1), 0, NOTHING_KNOWN);
  Atomics.store(new Int32Array(ring, 0, WORDS), IDLE, NEVER);
  return ring;
}

/**
 * One edge between two workers in shared memory: where the frames lie that are on their way, how far the
 * stream is known, and how many chunks were taken. One thread writes, one reads; neither ever blocks.
 */
export class FrameRing {
  readonly #thread: Thread;
  readonly #words: Int32Array;
  readonly #bound: BigInt64Array;
  readonly #entries: Float64Array;

  constructor(ring: SharedArrayBuffer, thread: Thread) {
    this.#thread = thread;
    this.#words = new Int32Array(ring, 0, WORDS);
    this.#bound = new BigInt64Array(ring, BOUND_AT, 1);
    this.#entries = new Float64Array(ring, ENTRIES_AT);
  }

  get written(): number {
    return Atomics.load(this.#words, WRITTEN);
  }

  get taken(): number {
    return Atomics.load(this.#words, TAKEN);
  }

  /** What the sender has said. Bound and idleness hold behind all chunks that are counted with them. */
  get news(): { readonly bound: Bound; readonly written: number; readonly idle: boolean } {
    // The sender writes a bound before it says that the stream is idle behind it, and chunks at last.
    const idleBehind = Atomics.load(this.#words, IDLE);
    const bound = Atomics.load(this.#bound, 0);
    const { written } = this;
    const idle = idleBehind === written && Atomics.load(this.#words, IDLE) === idleBehind;
    if (bound === NOTHING_KNOWN) return { bound: UNKNOWN, written, idle };
    return { bound: bound === ENDED ? DONE : Number(bound), written, idle };
  }

  /** Describes a frame in a shared slot. */
  writeFrame({ timestamp, duration }: Chunk, frame: Frame): void {
    const at = this.#next();
    const entries = this.#entries;
    entries[at] = timestamp;
    entries[at + 1] = duration ?? NaN;
    entries[at + 2] = FORMATS.indexOf(frame.format);
    entries[at + 3] = frame.width;
    entries[at + 4] = frame.height;
    const { matrix, range } = frame.colour;
    entries[at + 5] = (matrix === 'bt709' ? 2 : 0) + (range === 'full' ? 1 : 0);
    for (let p = 0; p < frame.planes.length; p++) {
      const plane = frame.planes[p]!;
      entries[at + PLANES + 3 * p] = plane.byteOffset;
      entries[at + PLANES + 3 * p + 1] = plane.length;
      entries[at + PLANES + 3 * p + 2] = frame.strides[p]!;
    }
    this.#publish();
  }

  /** Keeps the place of a chunk that is posted. */
  writeByMessage(): void {
    this.#entries[this.#next() + 2] = BY_MESSAGE;
    this.#publish();
  }

  /** Nothing below `bound` comes behind what was written. */
  tell(bound: Bound): void {
    Atomics.store(this.#words, IDLE, (this.written - 1) | 0);
    Atomics.store(this.#bound, 0, bound === DONE ? ENDED : BigInt(bound));
    this.#ring();
  }

  /** The stream is idle behind all that was written, or is no longer. */
  tellIdle(isIdle: boolean): void {
    Atomics.store(this.#words, IDLE, isIdle ? this.written : (this.written - 1) | 0);
    this.#ring();
  }

  /** Chunk number `index`; undefined if it comes by message. */
  read(index: number, slots: SharedSlots): Chunk<'video/raw'> | undefined {
    const at = this.#place(index);
    const entries = this.#entries;
    if (entries[at + 2] === BY_MESSAGE) return undefined;
    const format = FORMATS[entries[at + 2]!]!;
    const planes = [];
    const strides = [];
    for (let p = at + PLANES; p < at + PLANES + (format === 'I420' ? 9 : 3); p += 3) {
      planes.push(slots.view(entries[p]!, entries[p + 1]!));
      strides.push(entries[p + 2]!);
    }
    const payload: Frame = {
      kind: 'frame',
      format,
      width: entries[at + 3]!,
      height: entries[at + 4]!,
      planes,
      strides,
      colour: COLOURS[entries[at + 5]!]!,
    };
    const timestamp = micros(entries[at]!);
    const duration = entries[at + 1]!;
    return Number.isNaN(duration)
      ? { timestamp, payload }
      : { timestamp, duration: micros(duration), payload };
  }

  /** One chunk has left the receiver's queue. */
  take(): void {
    Atomics.add(this.#words, TAKEN, 1);
    this.#thread.wakeWord(this.#words, TAKEN);
  }

  /** Calls `look` now and whenever there is news. */
  listen(look: () => void, closed: () => boolean): void {
    const again = (): void => {
      let heard: number;
      do {
        if (closed()) return;
        heard = Atomics.load(this.#words, BELL);
        look();
      } while (!this.#thread.onWordChange(this.#words, BELL, heard, again));
    };
    again();
  }

  /** Calls back once more than `seen` chunks were taken, in a later turn; false if they are already. */
  onTaken(seen: number, call: () => void): boolean {
    return this.#thread.onWordChange(this.#words, TAKEN, seen, call);
  }

  /** Ends every wait, on both sides: whoever closed looks no further, the other looks once more. */
  wake(): void {
    this.#thread.wakeWord(this.#words, BELL);
    this.#thread.wakeWord(this.#words, TAKEN);
  }

  #next(): number {
    const index = this.written;
    assert(((index - this.taken) | 0) < ENTRIES, 'A ring was written over what nobody has read.');
    return this.#place(index);
  }

  /** Counts wrap at 2³²; the number of entries divides that. */
  #place(index: number): number {
    return ((index >>> 0) % ENTRIES) * ENTRY;
  }

  #publish(): void {
    Atomics.add(this.#words, WRITTEN, 1);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#words, BELL, 1);
    this.#thread.wakeWord(this.#words, BELL);
  }
}
