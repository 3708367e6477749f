import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, DONE } from '#stream/micros.ts';
import type { ChannelListener, ChannelReceiver } from './channel.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { Thread } from './thread.ts';

/** Where a receiving end belongs. */
interface Target {
  readonly node: NodeRuntime;
  readonly input: NodeInput;
  /** Called whenever the node may have something to do. */
  schedule(): void;
}

/** The receiving end of an edge from another worker. Every chunk that leaves the node's queue grants one credit. */
export class RemoteEntry {
  readonly #target: Target;
  readonly #thread: Thread;
  readonly #channel: ChannelReceiver;
  #owed = 0;
  #lost = false;

  /** `open` joins the edge. */
  constructor(
    target: Target,
    thread: Thread,
    open: (listener: ChannelListener) => ChannelReceiver,
  ) {
    this.#target = target;
    this.#thread = thread;
    const { queue } = target.input;
    this.#channel = open({
      onChunk: (chunk) => this.#take(chunk),
      onBound: (bound) => queue.advance(bound),
      onIdle: (isIdle) => (queue.idle = isIdle),
      onSettled: () => target.schedule(),
    });
    target.input.tellUp = (need) => this.#channel.tellUp(need);
    // Behind the call that took the chunk: it does not wait for this, and may give its buffer back.
    target.input.onRoom = () => queueMicrotask(() => this.#grant());
  }

  /** The sender is gone with its worker: the stream ends here, also for what it sent that is yet to come. */
  lose(): void {
    this.#lost = true;
    this.#target.input.queue.advance(DONE);
    this.#target.schedule();
  }

  /** Leaves the edge. */
  close(): void {
    this.#channel.close();
  }

  #take(chunk: Chunk): void {
    const { node, input } = this.#target;
    this.#owed += 1;
    if (node.takes && input.queue.bound !== DONE) {
      input.push(chunk, this.#thread.now());
      return;
    }
    input.queue.advance(boundAfter(chunk.timestamp));
    input.drop(chunk, this.#lost ? 'node-failed' : node.refusal);
    // Not at once: the channel is in the middle of saying what it has.
    queueMicrotask(() => this.#grant());
  }

  #grant(): void {
    for (const waiting = this.#target.input.queue.length; this.#owed > waiting; this.#owed -= 1) {
      this.#channel.grant();
    }
  }
}
