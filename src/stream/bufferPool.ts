import { assert } from '#base/assert.ts';
import type { Plane } from './payload.ts';
import type { SharedSlots } from './sharedSlots.ts';

/** How much of a thread's own memory stays free for reuse, in bytes; more goes to the garbage collector. */
const KEEP_BYTES = 64 * 1024 * 1024;

/** What is counted: a buffer of this thread, or the number of a slot. */
type Storage = ArrayBufferLike | number;

/**
 * Recycled memory of one thread, with a count of holders per buffer. A fresh 1080p buffer costs 5 ms of
 * page faults, ten times the copy into it, so a buffer comes back here when its last holder lets go.
 * Of a slot in shared memory the holders here are counted here, and this thread as one in the table. What did not come from a pool is left to the garbage collector and
 * never counted. A payload's storage is named by any view of it.
 */
export class BufferPool {
  readonly #holders = new Map<Storage, number>();
  readonly #free = new Map<number, ArrayBuffer[]>();
  readonly #slots: SharedSlots | undefined;
  readonly #shares: boolean;
  #freeBytes = 0;

  /** `shares`: frames are taken from the slots, while there are any; without, slots are only counted. */
  constructor(slots?: SharedSlots, shares = false) {
    this.#slots = slots;
    this.#shares = shares;
  }

  /** A buffer of exactly `byteLength` undefined bytes, held once. */
  take(byteLength: number): ArrayBuffer {
    const taken = this.takeFree(byteLength) ?? new ArrayBuffer(byteLength);
    this.#holders.set(taken, 1);
    return taken;
  }

  /** Undefined bytes of a frame, held once; in shared memory where this pool shares and there is some left. */
  takeBytes(byteLength: number): Plane {
    const shared = this.#shares ? this.#slots?.take(byteLength) : undefined;
    if (!shared) return new Uint8Array(this.take(byteLength));
    this.#holders.set(this.#storageOf(shared), 1);
    return shared;
  }

  /** Takes in what arrived from another thread, held once more: a slot may be here already. */
  adopt(view: ArrayBufferView): void {
    const storage = this.#storageOf(view);
    const holders = this.#holders.get(storage) ?? 0;
    this.#holders.set(storage, holders + 1);
    // It came with a count of its own in the table.
    if (holders > 0 && typeof storage === 'number') this.#slots!.letGo(storage);
  }

  /** Takes in a buffer nobody holds, for reuse. */
  give(buffer: ArrayBuffer): void {
    const size = buffer.byteLength;
    if (size === 0 || this.#freeBytes + size > KEEP_BYTES) return;
    const shelf = this.#free.get(size);
    if (shelf) shelf.push(buffer);
    else this.#free.set(size, [buffer]);
    this.#freeBytes += size;
  }

  /** Removes a free buffer of that size, to be used or to be sent to another thread. */
  takeFree(byteLength: number): ArrayBuffer | undefined {
    const buffer = this.#free.get(byteLength)?.pop();
    if (buffer) this.#freeBytes -= byteLength;
    return buffer;
  }

  /** True if exactly one holds it, here or anywhere; false for what is not counted here. */
  alone(view: ArrayBufferView): boolean {
    const storage = this.#storageOf(view);
    if (this.#holders.get(storage) !== 1) return false;
    return typeof storage !== 'number' || this.#slots!.holders(storage) === 1;
  }

  /** True if it lies in memory that other threads see too. */
  shared(view: ArrayBufferView): boolean {
    return this.#slots?.slotOf(view) !== undefined;
  }

  retain(view: ArrayBufferView): void {
    const storage = this.#storageOf(view);
    const holders = this.#holders.get(storage);
    if (holders !== undefined) this.#holders.set(storage, holders + 1);
  }

  /** Lets go once; the last one puts it up for reuse. */
  release(view: ArrayBufferView): void {
    const storage = this.#storageOf(view);
    const holders = this.#holders.get(storage);
    if (holders === undefined) return;
    assert(holders > 0, 'A buffer was released more often than it was retained.');
    if (holders > 1) {
      this.#holders.set(storage, holders - 1);
      return;
    }
    this.#holders.delete(storage);
    if (typeof storage === 'number') this.#slots!.letGo(storage);
    else if (storage instanceof ArrayBuffer) this.give(storage);
  }

  /** Gives one hold of a shared slot to the thread that it is sent to. */
  handOver(view: ArrayBufferView): void {
    const storage = this.#storageOf(view);
    const holders = this.#holders.get(storage);
    assert(typeof storage === 'number' && holders, 'Only a slot that is held can be handed over.');
    if (holders === 1) {
      this.#holders.delete(storage);
      return;
    }
    this.#holders.set(storage, holders - 1);
    this.#slots!.hold(storage);
  }

  /** Forgets a buffer that is about to be transferred; only its single holder may. */
  surrender(view: ArrayBufferView): ArrayBuffer {
    assert(this.alone(view), 'A buffer was surrendered while somebody else held it.');
    this.#holders.delete(view.buffer);
    return view.buffer as ArrayBuffer;
  }

  /** Buffers and slots that somebody here still holds. */
  get held(): number {
    return this.#holders.size;
  }

  #storageOf(view: ArrayBufferView): Storage {
    return this.#slots?.slotOf(view) ?? view.buffer;
  }
}
