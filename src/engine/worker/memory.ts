import { audioBlockOver } from '#stream/audioBlocks.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import type { Chunk } from '#stream/chunk.ts';
import { frameBytes, frameOver, takeFrame } from '#stream/frames.ts';
import { type Frame, type Payload, type Plane, storageOf } from '#stream/payload.ts';
import { SharedSlots, type SharedStore } from '#stream/sharedSlots.ts';

/** Reference counts and copies of payloads in one worker. */
export class Memory {
  /** Memory shared with the other workers, where there is any. */
  readonly slots: SharedSlots | undefined;
  readonly pool: BufferPool;
  readonly #media = new Set<{ close(): void }>();
  /** Payloads copied because somebody else still held their buffer. */
  copies = 0;

  /** `sharesFrames`: frames made here lie in shared memory, since they leave for another worker. */
  constructor(store?: SharedStore, sharesFrames = false) {
    this.slots = store && new SharedSlots(store);
    this.pool = new BufferPool(this.slots, sharesFrames);
  }

  retain(payload: Payload, times = 1): void {
    const storage = storageOf(payload);
    if (storage) for (let i = 0; i < times; i++) this.pool.retain(storage);
  }

  release(payload: Payload): void {
    const storage = storageOf(payload);
    if (storage) this.pool.release(storage);
  }

  /** A frame nobody else holds, with the same contents; the very same one where that is so already. */
  writable(frame: Frame, scope: Payload[]): Frame {
    if (this.pool.alone(frame.planes[0]!)) return frame;
    this.copies += 1;
    const { format, width, height, colour } = frame;
    const copy = copyFrame(frame, takeFrame(this.pool, format, width, height, colour));
    scope.push(copy);
    return copy;
  }

  /**
   * Makes a retained chunk ready to leave this thread: its buffer where nobody else holds it, else a
   * copy. The chunk's hold is given up either way.
   */
  surrender(chunk: Chunk): { readonly chunk: Chunk; readonly transfer: readonly ArrayBuffer[] } {
    const storage = storageOf(chunk.payload);
    if (!storage) return { chunk, transfer: [] };
    if (this.pool.alone(storage) && !this.pool.shared(storage)) {
      return { chunk, transfer: [this.pool.surrender(storage)] };
    }
    this.copies += 1;
    const payload = this.#copy(chunk.payload);
    this.pool.release(storage);
    return { chunk: { ...chunk, payload }, transfer: [this.pool.surrender(storageOf(payload)!)] };
  }

  /** Takes in a chunk that came from another thread, held once. */
  adopt(chunk: Chunk): void {
    const storage = storageOf(chunk.payload);
    if (storage) this.pool.adopt(storage);
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
      case 'frame': {
        // What is transferred has to lie in memory of this thread.
        const { format, width, height, colour } = payload;
        const own = new Uint8Array(this.pool.take(frameBytes(format, width, height)));
        return copyFrame(payload, frameOver(own, format, width, height, colour));
      }
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
}

/** Fills `to`, of the same shape, and returns it. */
function copyFrame(from: Frame, to: Frame): Frame {
  from.planes.forEach((plane, p) => copyPlane(plane, from.strides[p]!, to, p));
  return to;
}

function copyPlane(from: Plane, stride: number, to: Frame, p: number): void {
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
