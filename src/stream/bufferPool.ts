import { assert } from '#base/assert.ts';

/**
 * Recycled memory of one thread, with a count of holders per buffer. A fresh 1080p buffer costs 5 ms of
 * page faults, ten times the copy into it, so a buffer comes back here when its last holder lets go.
 * Buffers that did not come from a pool are left to the garbage collector and never counted.
 */
export class BufferPool {
  readonly #holders = new Map<ArrayBuffer, number>();
  readonly #free = new Map<number, ArrayBuffer[]>();
  readonly #keepBytes: number;
  #freeBytes = 0;

  /** `keepBytes`: how much stays free for reuse; more goes to the garbage collector. */
  constructor(keepBytes: number = 64 * 1024 * 1024) {
    this.#keepBytes = keepBytes;
  }

  /** A buffer of exactly `byteLength` undefined bytes, held once. */
  take(byteLength: number): ArrayBuffer {
    const buffer = this.#free.get(byteLength)?.pop();
    if (buffer) this.#freeBytes -= byteLength;
    const taken = buffer ?? new ArrayBuffer(byteLength);
    this.#holders.set(taken, 1);
    return taken;
  }

  /** Takes in a buffer that arrived from another thread, held once. */
  adopt(buffer: ArrayBuffer): void {
    this.#holders.set(buffer, 1);
  }

  /** Takes in a buffer nobody holds, for reuse. */
  give(buffer: ArrayBuffer): void {
    const size = buffer.byteLength;
    if (size === 0 || this.#freeBytes + size > this.#keepBytes) return;
    const shelf = this.#free.get(size);
    if (shelf) shelf.push(buffer);
    else this.#free.set(size, [buffer]);
    this.#freeBytes += size;
  }

  /** Removes a free buffer of that size, to be sent to another thread. */
  takeFree(byteLength: number): ArrayBuffer | undefined {
    const buffer = this.#free.get(byteLength)?.pop();
    if (buffer) this.#freeBytes -= byteLength;
    return buffer;
  }

  /** True if the buffer is counted here. */
  owns(buffer: ArrayBuffer): boolean {
    return this.#holders.has(buffer);
  }

  /** How many hold it; 0 for a buffer that is not counted here. */
  holders(buffer: ArrayBuffer): number {
    return this.#holders.get(buffer) ?? 0;
  }

  retain(buffer: ArrayBuffer): void {
    const holders = this.#holders.get(buffer);
    if (holders !== undefined) this.#holders.set(buffer, holders + 1);
  }

  /** Lets go once; the last one puts the buffer up for reuse. */
  release(buffer: ArrayBuffer): void {
    const holders = this.#holders.get(buffer);
    if (holders === undefined) return;
    assert(holders > 0, 'A buffer was released more often than it was retained.');
    if (holders > 1) {
      this.#holders.set(buffer, holders - 1);
      return;
    }
    this.#holders.delete(buffer);
    this.give(buffer);
  }

  /** Forgets a buffer that is about to be transferred; only its single holder may. */
  surrender(buffer: ArrayBuffer): void {
    assert(this.holders(buffer) === 1, 'A buffer was surrendered while somebody else held it.');
    this.#holders.delete(buffer);
  }

  /** Buffers somebody still holds. */
  get held(): number {
    return this.#holders.size;
  }
}
