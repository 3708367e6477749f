import type { EdgeMessage, Need } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import { storageOf } from '#stream/payload.ts';
import type { ChannelListener, ChannelReceiver, ChannelSender } from './channel.ts';
import type { Memory } from './memory.ts';
import { packFrame, unpackFrame } from './packedFrame.ts';

/** Posts a chunk: its buffer is transferred, or a copy where somebody else still holds it. */
export function postChunk(port: MessagePort, held: Chunk, memory: Memory): void {
  const { chunk, transfer } = memory.surrender(held);
  const { payload } = chunk;
  const isFrame = typeof payload === 'object' && payload.kind === 'frame';
  const message: EdgeMessage = isFrame ? packFrame(chunk, payload) : { kind: 'chunk', chunk };
  port.postMessage(message, transfer as ArrayBuffer[]);
}

/** The chunk of a message, held once from now on; undefined for a message without one. */
export function takeChunk(message: EdgeMessage, memory: Memory): Chunk | undefined {
  let chunk: Chunk;
  if (!('kind' in message)) chunk = unpackFrame(message);
  else if (message.kind === 'chunk') ({ chunk } = message);
  else return undefined;
  memory.adopt(chunk);
  return chunk;
}

/** The way to another worker by messages: a chunk moves by transfer, its credit comes back with an emptied buffer. */
export class PortSender implements ChannelSender {
  readonly #port: MessagePort;
  readonly #memory: Memory;
  credit: number;
  onNeed: ChannelSender['onNeed'];

  constructor(port: MessagePort, memory: Memory, credit: number, onCredit: () => void) {
    this.#port = port;
    this.#memory = memory;
    this.credit = credit;
    port.onmessage = ({ data }: MessageEvent<EdgeMessage>) => {
      if ('kind' in data && data.kind === 'need') this.onNeed?.(data.need);
      if (!('kind' in data) || data.kind !== 'credit') return;
      if (data.buffer) memory.pool.give(data.buffer);
      this.credit += 1;
      onCredit();
    };
  }

  send(chunk: Chunk): void {
    this.credit -= 1;
    postChunk(this.#port, chunk, this.#memory);
  }

  tell(bound: Bound): void {
    const message: EdgeMessage = bound === DONE ? { kind: 'end' } : { kind: 'bound', bound };
    this.#port.postMessage(message);
  }

  tellIdle(isIdle: boolean): void {
    this.#port.postMessage({ kind: 'idle', isIdle } satisfies EdgeMessage);
  }

  /** Credit comes by itself. */
  awaitCredit(): void {}

  close(): void {
    this.#port.close();
  }
}

/** The other end. Emptied buffers of the size of the last chunk go back, so that the pools stay balanced. */
export class PortReceiver implements ChannelReceiver {
  readonly #port: MessagePort;
  readonly #memory: Memory;
  #bufferBytes = 0;

  constructor(port: MessagePort, memory: Memory, listener: ChannelListener) {
    this.#port = port;
    this.#memory = memory;
    port.onmessage = ({ data }: MessageEvent<EdgeMessage>) => {
      const chunk = takeChunk(data, memory);
      if (chunk) {
        this.#bufferBytes = storageOf(chunk.payload)?.buffer.byteLength ?? 0;
        listener.onChunk(chunk);
      } else if ('kind' in data && data.kind === 'bound') listener.onBound(data.bound);
      else if ('kind' in data && data.kind === 'idle') listener.onIdle(data.isIdle);
      else if ('kind' in data && data.kind === 'end') listener.onBound(DONE);
      listener.onSettled();
    };
  }

  grant(): void {
    const { pool } = this.#memory;
    const buffer = this.#bufferBytes > 0 ? pool.takeFree(this.#bufferBytes) : undefined;
    const message: EdgeMessage = { kind: 'credit', buffer };
    this.#port.postMessage(message, buffer ? [buffer] : []);
  }

  tellUp(need: Need): void {
    this.#port.postMessage({ kind: 'need', need } satisfies EdgeMessage);
  }

  close(): void {
    this.#port.close();
  }
}
