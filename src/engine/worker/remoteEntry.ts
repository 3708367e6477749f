import type { EdgeMessage } from '#engine/protocol.ts';
import { DONE } from '#stream/micros.ts';
import { buffersOf } from '#stream/payload.ts';
import type { Memory } from './memory.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';

/** Where a receiving end belongs. */
interface Target {
  readonly node: NodeRuntime;
  readonly input: NodeInput;
  /** Called whenever the node may have something to do. */
  schedule(): void;
}

/**
 * The receiving end of an edge from another worker. Every chunk that leaves the node's queue grants one
 * credit; an emptied buffer of the same size goes back with it, so that the pools stay balanced.
 */
export class RemoteEntry {
  readonly #target: Target;
  readonly #port: MessagePort;
  readonly #memory: Memory;
  #owed = 0;
  #bufferBytes = 0;

  constructor(target: Target, port: MessagePort, memory: Memory) {
    this.#target = target;
    this.#port = port;
    this.#memory = memory;
    // Behind the call that took the chunk: it does not wait for this, and may give its buffer back.
    target.input.onRoom = () => queueMicrotask(() => this.#grant());
    port.onmessage = ({ data }: MessageEvent<EdgeMessage>) => this.#receive(data);
  }

  /** The sender is gone with its worker: the stream ends here. */
  lose(): void {
    this.#target.input.queue.advance(DONE);
    this.#target.schedule();
  }

  #receive(message: EdgeMessage): void {
    const { node, input, schedule } = this.#target;
    const { queue } = input;
    switch (message.kind) {
      case 'chunk':
        this.#memory.adopt(message.chunk);
        this.#owed += 1;
        this.#bufferBytes = buffersOf(message.chunk.payload)[0]?.byteLength ?? 0;
        if (node.alive) queue.push(message.chunk, performance.now());
        else {
          input.drop(message.chunk, node.refusal);
          this.#grant();
        }
        break;
      case 'bound':
        queue.advance(message.bound);
        break;
      case 'end':
        queue.advance(DONE);
        break;
      case 'credit':
        return;
    }
    schedule();
  }

  #grant(): void {
    for (const waiting = this.#target.input.queue.length; this.#owed > waiting; this.#owed -= 1) {
      const buffer =
        this.#bufferBytes > 0 ? this.#memory.pool.takeFree(this.#bufferBytes) : undefined;
      const message: EdgeMessage = { kind: 'credit', buffer };
      this.#port.postMessage(message, buffer ? [buffer] : []);
    }
  }
}
