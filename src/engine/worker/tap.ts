import { createSampler, loadSampler } from '#previews/samplers.ts';
import type { Sampler } from '#previews/sampler.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type PortType, portTypeOf } from '#stream/payload.ts';
import type { TapMessage, TapPart } from '#engine/protocol.ts';
import type { Thread } from './thread.ts';

/**
 * Looks at one stream for the page: at most one sample on its way, none faster than asked. It is shown
 * each chunk before that is handed on and keeps nothing of it.
 */
export class Tap {
  readonly part: TapPart;
  #sampler: Sampler | undefined;
  #type: PortType | undefined;
  readonly #port: MessagePort;
  readonly #thread: Thread;
  #waitsForPage = false;
  #lastAt = -Infinity;

  constructor(part: TapPart, port: MessagePort, thread: Thread) {
    this.part = part;
    this.#port = port;
    this.#thread = thread;
  }

  /** `eager` samples even if the last one is recent: a paused run shows each step. */
  see(chunk: Chunk, eager: boolean): void {
    const sampler = this.#samplerOf(portTypeOf(chunk.payload));
    sampler?.see?.(chunk.payload);
    if (!sampler || this.#waitsForPage) return;
    const now = this.#thread.now();
    // Half an interval of grace, else a stream at the asked rate would lose every other sample to jitter.
    if (!eager && now - this.#lastAt < this.part.intervalMs * 0.75) return;
    this.#lastAt = now;
    this.#waitsForPage = true;
    const sample = sampler.sample(chunk.payload);
    const message: TapMessage = { tap: this.part.id, timestamp: chunk.timestamp, sample };
    this.#port.postMessage(message, sampleBuffers(message.sample));
  }

  /** A port may speak several types; which one it does shows in its chunks. Undefined while it is loaded. */
  #samplerOf(type: PortType): Sampler | undefined {
    if (type === this.#type) return this.#sampler;
    this.#type = type;
    const loading = loadSampler(type, this.part, this.part.view);
    this.#sampler = loading ? undefined : createSampler(type, this.part);
    if (loading) void this.#use(loading, type);
    return this.#sampler;
  }

  async #use(loading: Promise<Sampler>, type: PortType): Promise<void> {
    const sampler = await loading;
    if (type === this.#type) this.#sampler = sampler;
  }

  /** The page has taken the last sample. */
  taken(): void {
    this.#waitsForPage = false;
  }
}

function sampleBuffers(sample: TapMessage['sample']): ArrayBuffer[] {
  switch (sample.kind) {
    case 'picture':
      return [sample.pixels.buffer];
    case 'waveform':
      return [sample.low.buffer, sample.high.buffer];
    case 'curve':
    case 'number':
      return [sample.values.buffer];
    case 'boxes':
    case 'transcript':
      return [];
  }
}
