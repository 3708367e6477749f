import type { EdgeMessage, Need } from '#engine/protocol.ts';
import { assert } from '#base/assert.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, UNKNOWN } from '#stream/micros.ts';
import type { ChannelListener, ChannelReceiver, ChannelSender } from './channel.ts';
import type { FrameRing } from './frameRing.ts';
import type { Memory } from './memory.ts';
import { postChunk, takeChunk } from './portChannel.ts';

/** The two roads of one edge: a ring for frames in shared memory, and a port for whatever else comes. */
export interface RingRoads {
  readonly ring: FrameRing;
  readonly port: MessagePort;
}

/** The way to another worker through shared memory: a frame stays where it is, and its place is told. */
export class RingSender implements ChannelSender {
  readonly #roads: RingRoads;
  readonly #memory: Memory;
  readonly #capacity: number;
  readonly #onCredit: () => void;
  onNeed: ChannelSender['onNeed'];
  #waits = false;

  constructor(roads: RingRoads, memory: Memory, credit: number, onCredit: () => void) {
    this.#roads = roads;
    this.#memory = memory;
    this.#capacity = credit;
    this.#onCredit = onCredit;
    roads.port.onmessage = ({ data }: MessageEvent<EdgeMessage>) => {
      if ('kind' in data && data.kind === 'need') this.onNeed?.(data.need);
    };
  }

  get credit(): number {
    const { ring } = this.#roads;
    return this.#capacity - ((ring.written - ring.taken) | 0);
  }

  send(chunk: Chunk): void {
    const { ring, port } = this.#roads;
    const { payload } = chunk;
    const isFrame = typeof payload === 'object' && payload.kind === 'frame';
    if (isFrame && this.#memory.pool.shared(payload.planes[0]!)) {
      this.#memory.pool.handOver(payload.planes[0]!);
      ring.writeFrame(chunk, payload);
      return;
    }
    // No slot was left for it, or it is no frame: some inputs take every type.
    postChunk(port, chunk, this.#memory);
    ring.writeByMessage();
  }

  tell(bound: Bound): void {
    this.#roads.ring.tell(bound);
  }

  tellIdle(isIdle: boolean): void {
    this.#roads.ring.tellIdle(isIdle);
  }

  awaitCredit(): void {
    if (this.#waits) return;
    const { ring } = this.#roads;
    const taken = ring.taken;
    const come = (): void => {
      this.#waits = false;
      this.#onCredit();
    };
    this.#waits = true;
    if (this.credit > 0 || !ring.onTaken(taken, come)) queueMicrotask(come);
  }

  close(): void {
    this.#roads.port.close();
    this.#roads.ring.wake();
  }
}

/** The other end. */
export class RingReceiver implements ChannelReceiver {
  readonly #roads: RingRoads;
  readonly #memory: Memory;
  readonly #listener: ChannelListener;
  /** Chunks that came by message, before their turn. */
  readonly #posted: Chunk[] = [];
  #read = 0;
  #told: Bound = UNKNOWN;
  #toldIdle = false;
  #closed = false;

  constructor(roads: RingRoads, memory: Memory, listener: ChannelListener) {
    this.#roads = roads;
    this.#memory = memory;
    this.#listener = listener;
    roads.port.onmessage = ({ data }: MessageEvent<EdgeMessage>) => {
      const chunk = takeChunk(data, memory);
      if (chunk) this.#posted.push(chunk);
      this.#look();
    };
    roads.ring.listen(
      () => this.#look(),
      () => this.#closed,
    );
  }

  grant(): void {
    this.#roads.ring.take();
  }

  tellUp(need: Need): void {
    this.#roads.port.postMessage({ kind: 'need', need } satisfies EdgeMessage);
  }

  close(): void {
    this.#closed = true;
    this.#roads.port.close();
    this.#roads.ring.wake();
  }

  #look(): void {
    const { ring } = this.#roads;
    const { bound, written, idle } = ring.news;
    if (this.#read === written && this.#told === bound && this.#toldIdle === idle) return;
    for (; this.#read !== written; this.#read = (this.#read + 1) | 0) {
      const chunk = this.#chunkAt(this.#read);
      // What was posted may still be on its way; what comes behind it waits, and so does the bound.
      if (!chunk) return;
      this.#listener.onChunk(chunk);
    }
    if (this.#told !== bound) this.#listener.onBound(bound);
    this.#told = bound;
    // Said again behind each chunk and bound, which take it back.
    if (idle || this.#toldIdle) this.#listener.onIdle(idle);
    this.#toldIdle = idle;
    this.#listener.onSettled();
  }

  #chunkAt(index: number): Chunk | undefined {
    const { slots } = this.#memory;
    assert(slots, 'A ring came without the memory that its frames lie in.');
    const chunk = this.#roads.ring.read(index, slots);
    if (!chunk) return this.#posted.shift();
    this.#memory.adopt(chunk);
    return chunk;
  }
}
