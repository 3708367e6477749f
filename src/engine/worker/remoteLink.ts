import type { EdgeReading, OutputPart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, boundAfter, DONE } from '#stream/micros.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { ChannelSender } from './channel.ts';
import { DropCounter } from './counters.ts';
import { InputQueue, turnsOf } from './inputQueue.ts';
import type { Link } from './link.ts';
import type { Memory } from './memory.ts';
import { Room } from './room.ts';
import type { Thread } from './thread.ts';
import type { WorkerScope } from './workerScope.ts';

/**
 * The sending end of an edge to another worker. Chunks wait here; each one sent costs a credit, which
 * the receiver grants back when it has taken one.
 */
export class RemoteLink implements Link {
  readonly edge;
  readonly to;
  onNeed: Link['onNeed'];
  readonly #queue: InputQueue;
  readonly #channel: ChannelSender;
  readonly #memory: Memory;
  readonly #thread: Thread;
  readonly #dropped = new DropCounter();
  readonly #room = new Room();
  #told: Bound = -Infinity;
  #toldIdle = false;
  #sent = 0;
  #grown = 0;
  #lost = false;

  /** `open` joins the edge; what it is given is called whenever credit has come. */
  constructor(
    part: OutputPart,
    { memory, thread }: WorkerScope,
    open: (part: OutputPart, onCredit: () => void) => ChannelSender,
  ) {
    this.edge = part.edge;
    this.to = part.to;
    this.#memory = memory;
    this.#thread = thread;
    this.#queue = new InputQueue(part.queue, (chunk, reason) => {
      this.#dropped.add(reason);
      memory.release(chunk.payload);
    });
    this.#channel = open(part, () => this.#flush());
    this.#channel.onNeed = (need) => this.onNeed?.(need);
  }

  get full(): boolean {
    return !this.#lost && this.#queue.full;
  }

  accept(chunk: Chunk): void | Promise<void> {
    this.#sent += 1;
    if (this.#lost) {
      this.#dropped.add('node-failed');
      return undefined;
    }
    if (this.#queue.full) this.#flush();
    this.#memory.retain(chunk.payload);
    this.#queue.push(chunk, this.#thread.now());
    // Whoever emits still holds the payload; when it has let go, the buffer leaves without a copy.
    queueMicrotask(() => this.#flush());
    return this.#queue.settings.overflow === 'block' && this.#queue.full
      ? this.#room.wait()
      : undefined;
  }

  advance(bound: Bound): void {
    this.#queue.advance(bound);
    this.#flush();
  }

  idle(isIdle: boolean): void {
    this.#queue.idle = isIdle;
    this.#flush();
  }

  end(): void {
    this.advance(DONE);
  }

  setQueue(settings: QueueSettings): void {
    this.#queue.change(settings);
    this.#flush();
    if (settings.overflow !== 'block' || !this.full) this.#room.made();
  }

  grow(): void {
    this.#grown += 1;
    this.#queue.grow();
    if (!this.full) this.#room.made();
  }

  /** The receiver is gone with its worker: nobody waits for it, and what comes is counted. */
  lose(): void {
    this.#lost = true;
    this.cancel('node-failed');
  }

  cancel(reason: DropReason): void {
    this.#queue.clear(reason);
    this.#flush();
    this.#room.made();
  }

  read(now: number): EdgeReading {
    const oldest = this.#queue.oldestAt;
    return {
      sent: this.#sent,
      dropped: this.#dropped.read(),
      queued: this.#queue.size,
      bytes: this.#queue.bytes,
      oldestMs: oldest === undefined ? 0 : now - oldest,
      span: this.#queue.span,
      told: this.#told,
      waits: this.#room.awaited,
      ...turnsOf(this.#queue),
      grown: this.#grown,
      ...(this.#grown > 0 && { grownTo: this.#queue.settings }),
    };
  }

  /** Leaves the edge. */
  close(): void {
    this.#channel.close();
  }

  #flush(): void {
    if (this.#lost) return;
    for (let left = this.#channel.credit; left > 0 && this.#queue.length > 0; left -= 1) {
      const chunk = this.#queue.shift()!;
      this.#told = boundAfter(chunk.timestamp);
      this.#toldIdle = false;
      this.#channel.send(chunk);
    }
    if (this.#queue.length > 0) this.#channel.awaitCredit();
    else if (this.#queue.size === 0) this.#tell();
    if (!this.#queue.full) this.#room.made();
  }

  /** Bounds, and that the stream is idle, are told only behind the chunks they follow, so the newest is enough. */
  #tell(): void {
    const { bound, idle } = this.#queue;
    if (bound > this.#told) {
      this.#told = bound;
      this.#toldIdle = false;
      this.#channel.tell(bound);
    }
    if (idle === this.#toldIdle) return;
    this.#toldIdle = idle;
    this.#channel.tellIdle(idle);
  }
}
