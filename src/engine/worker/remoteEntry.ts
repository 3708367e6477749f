import type { EdgeMessage } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import { DONE } from '#stream/micros.ts';
import { buffersOf } from '#stream/payload.ts';
import type { Memory } from './memory.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { unpackFrame } from './packedFrame.ts';
import type { Thread } from './thread.ts';
import type { WorkerScope } from './workerScope.ts';

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
  readonly #thread: Thread;
  #owed = 0;
  #bufferBytes = 0;

  constructor(target: Target, port: MessagePort, { memory, thread }: WorkerScope) {
    this.#target = target;
    this.#port = port;
    this.#memory = memory;
    this.#thread = thread;
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
    const { queue } = this.#target.input;
    if (!('kind' in message)) this.#take(unpackFrame(message));
    else if (message.kind === 'chunk') this.#take(message.chunk);
    else if (message.kind === 'bound') queue.advance(message.bound);
    else if (message.kind === 'end') queue.advance(DONE);
    this.#target.schedule();
  }

  #take(chunk: Chunk): void {
    const { node, input } = this.#target;
    this.#memory.adopt(chunk);
    this.#owed += 1;
    this.#bufferBytes = buffersOf(chunk.payload)[0]?.byteLength ?? 0;
    if (node.alive) {
      input.queue.push(chunk, this.#thread.now());
      return;
    }
    input.drop(chunk, node.refusal);
    this.#grant();
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
