import type { EdgeReading, OutputPart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import type { DropReason } from '#stream/dropReason.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { Link } from './link.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { Room } from './room.ts';
import type { WorkerScope } from './workerScope.ts';

/** A queued edge between two tasks of one worker. */
export class LocalLink implements Link {
  readonly edge;
  readonly to;
  onNeed: Link['onNeed'];
  readonly #node: NodeRuntime;
  readonly #input: NodeInput;
  readonly #scope: WorkerScope;
  readonly #schedule: () => void;
  readonly #room = new Room();
  #sent = 0;
  #grown = 0;

  /** `schedule` is called whenever the receiving task may have something to do. */
  constructor(
    part: OutputPart,
    { node, input }: { readonly node: NodeRuntime; readonly input: NodeInput },
    scope: WorkerScope,
    schedule: () => void,
  ) {
    this.edge = part.edge;
    this.to = part.to;
    this.#node = node;
    this.#input = input;
    this.#scope = scope;
    this.#schedule = schedule;
    input.tellUp = (need) => this.onNeed?.(need);
    input.onRoom = () => {
      if (!this.full) this.#room.made();
    };
  }

  get full(): boolean {
    return this.#node.takes && this.#input.queue.full;
  }

  accept(chunk: Chunk): void | Promise<void> {
    this.#sent += 1;
    if (!this.#node.takes) {
      this.#input.refuse(this.#node.refusal);
      return undefined;
    }
    const { queue } = this.#input;
    this.#scope.memory.retain(chunk.payload);
    this.#input.push(chunk, this.#scope.thread.now());
    this.#schedule();
    return queue.settings.overflow === 'block' && queue.full ? this.#room.wait() : undefined;
  }

  advance(bound: Bound): void {
    this.#input.queue.advance(bound);
    this.#schedule();
  }

  idle(isIdle: boolean): void {
    this.#input.queue.idle = isIdle;
    this.#schedule();
  }

  end(): void {
    this.advance(DONE);
  }

  setQueue(settings: QueueSettings): void {
    this.#input.queue.change(settings);
    this.#schedule();
    if (settings.overflow !== 'block' || !this.full) this.#room.made();
  }

  grow(): void {
    this.#grown += 1;
    this.#input.queue.grow();
    if (!this.full) this.#room.made();
  }

  cancel(_reason: DropReason): void {
    this.#room.made();
  }

  read(): EdgeReading {
    return {
      sent: this.#sent,
      queued: 0,
      bytes: 0,
      oldestMs: 0,
      span: 0,
      waits: this.#room.awaited,
      grown: this.#grown,
      ...(this.#grown > 0 && { grownTo: this.#input.queue.settings }),
    };
  }
}
