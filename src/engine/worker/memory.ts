import { audioBlockOver } from '#stream/audioBlocks.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import type { Chunk } from '#stream/chunk.ts';
import { takeFrame } from '#stream/frames.ts';
import { buffersOf, type Frame, type Payload } from '#stream/payload.ts';

/** Reference counts and copies of payloads in one worker. */
export class Memory {
  readonly pool = new BufferPool();
  readonly #media = new Set<{ close(): void }>();
  /** Payloads copied because somebody else still held their buffer. */
  copies = 0;

  retain(payload: Payload, times = 1): void {
    for (const buffer of buffersOf(payload)) {
      for (let i = 0; i < times; i++) this.pool.retain(buffer);
    }
  }

  release(payload: Payload): void {
    for (const buffer of buffersOf(payload)) this.pool.release(buffer);
  }

  /** A frame nobody else holds, with the same contents; the very same one where that is so already. */
  writable(frame: Frame, scope: ArrayBuffer[]): Frame {
    const buffer = frame.planes[0]!.buffer;
    if (this.pool.holders(buffer) === 1) return frame;
    this.copies += 1;
    const copy = this.#copyFrame(frame);
    scope.push(copy.planes[0]!.buffer);
    return copy;
  }

  /**
   * Makes a retained chunk ready to leave this thread: its buffer where nobody else holds it, else a
   * copy. The chunk's hold is given up either way.
   */
  surrender(chunk: Chunk): { readonly chunk: Chunk; readonly transfer: readonly ArrayBuffer[] } {
    const [buffer] = buffersOf(chunk.payload);
    if (!buffer) return { chunk, transfer: [] };
    if (this.pool.holders(buffer) === 1) {
      this.pool.surrender(buffer);
      return { chunk, transfer: [buffer] };
    }
    this.copies += 1;
    const payload = this.#copy(chunk.payload);
    this.pool.release(buffer);
    const copies = buffersOf(payload);
    for (const copy of copies) this.pool.surrender(copy);
    return { chunk: { ...chunk, payload }, transfer: copies };
  }

  /** Takes in a chunk that came from another thread, held once. */
  adopt(chunk: Chunk): void {
    for (const buffer of buffersOf(chunk.payload)) this.pool.adopt(buffer);
  }

  /** Watches a `VideoFrame` or `AudioData` until it is closed. */
  track<T extends { close(): void }>(media: T): T {
    if (this.#media.size >= 16) this.#forgetClosed();
    this.#media.add(media);
    return media;
  }

  /** How many watched frames are open; they are closed now, so that no camera starves for it. */
  closeForgotten(): number {
    this.#forgetClosed();
    const open = this.#media.size;
    for (const media of this.#media) media.close();
    this.#media.clear();
    return open;
  }

  #forgetClosed(): void {
    for (const media of this.#media) if (isClosed(media)) this.#media.delete(media);
  }

  #copy(payload: Payload): Payload {
    if (typeof payload === 'number') return payload;
    switch (payload.kind) {
      case 'frame':
        return this.#copyFrame(payload);
      case 'audio': {
        const length = payload.channels[0]!.length;
        const count = payload.channels.length;
        const copy = audioBlockOver(
          this.pool.take(count * length * 4),
          count,
          length,
          payload.sampleRate,
        );
        copy.channels.forEach((channel, c) => channel.set(payload.channels[c]!));
        return { ...payload, channels: copy.channels };
      }
      case 'tensor': {
        const data = new Float32Array(this.pool.take(payload.data.byteLength));
        data.set(payload.data);
        return { ...payload, data };
      }
      case 'detections':
      case 'transcript':
        return payload;
    }
  }

  #copyFrame(frame: Frame): Frame {
    const copy = takeFrame(this.pool, frame.format, frame.width, frame.height, frame.colour);
    frame.planes.forEach((plane, p) => copyPlane(plane, frame.strides[p]!, copy, p));
    return copy;
  }
}

function copyPlane(from: Uint8Array, stride: number, to: Frame, p: number): void {
  const plane = to.planes[p]!;
  const width = to.strides[p]!;
  if (stride === width) {
    plane.set(from.length === plane.length ? from : from.subarray(0, plane.length));
    return;
  }
  for (let out = 0, at = 0; out < plane.length; out += width, at += stride) {
    plane.set(from.subarray(at, at + width), out);
  }
}

/** A closed `VideoFrame` or `AudioData` has no format any more (WebCodecs, "close"). */
function isClosed(media: { close(): void }): boolean {
  return 'format' in media && media.format === null;
}
