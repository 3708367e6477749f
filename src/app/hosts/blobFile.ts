/** Bytes gathered before they become a blob, which the browser may keep on disk. */
const PIECE = 1024 * 1024;

/** A file that is written piece by piece at any position and kept by the browser, on disk if it is large. */
export class BlobFile {
  #blob = new Blob();
  #tail: Uint8Array<ArrayBuffer>[] = [];
  #tailBytes = 0;

  /** Bytes up to the furthest one written. */
  get size(): number {
    return this.#blob.size + this.#tailBytes;
  }

  /** Takes over `data`. Bytes between the end and `position` become zero. */
  write(position: number, data: Uint8Array<ArrayBuffer>): void {
    if (position !== this.size) this.#patch(position, data);
    else if (data.length > 0) this.#append(data);
  }

  /** The whole file as it is now. */
  toBlob(type: string): Blob {
    this.#settle();
    return this.#blob.slice(0, this.#blob.size, type);
  }

  #append(data: Uint8Array<ArrayBuffer>): void {
    this.#tail.push(data);
    this.#tailBytes += data.length;
    if (this.#tailBytes >= PIECE) this.#settle();
  }

  #patch(position: number, data: Uint8Array<ArrayBuffer>): void {
    this.#settle();
    const { size } = this.#blob;
    const gap = new Uint8Array(Math.max(0, position - size));
    // Slices refer to the bytes that are there; nothing is read or copied.
    this.#blob = new Blob([
      this.#blob.slice(0, Math.min(position, size)),
      gap,
      data,
      this.#blob.slice(Math.min(position + data.length, size)),
    ]);
  }

  #settle(): void {
    if (this.#tailBytes === 0) return;
    this.#blob = new Blob([this.#blob, ...this.#tail]);
    this.#tail = [];
    this.#tailBytes = 0;
  }
}
