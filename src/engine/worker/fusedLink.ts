import type { EdgeReading, OutputPart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { Bound } from '#stream/micros.ts';
import { DONE } from '#stream/micros.ts';
import type { Link } from './link.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';

/** An edge inside a task: a hop is a function call. */
export class FusedLink implements Link {
  readonly edge;
  readonly to;
  readonly full = false;
  onNeed: Link['onNeed'];
  readonly #node: NodeRuntime;
  readonly #input: NodeInput;
  #sent = 0;

  constructor(part: OutputPart, node: NodeRuntime, input: NodeInput) {
    this.edge = part.edge;
    this.to = part.to;
    this.#node = node;
    this.#input = input;
    input.tellUp = (need) => this.onNeed?.(need);
  }

  accept(chunk: Chunk): void | Promise<void> {
    this.#sent += 1;
    return this.#node.accept(this.#input, chunk);
  }

  advance(bound: Bound): void | Promise<void> {
    return this.#node.advance(this.#input, bound);
  }

  idle(isIdle: boolean): void {
    this.#node.setIdle(this.#input, isIdle);
  }

  end(): void | Promise<void> {
    return this.#node.advance(this.#input, DONE);
  }

  /** A call has no queue. */
  setQueue(): void {}

  grow(): void {}

  cancel(): void {}

  read(): EdgeReading {
    return { sent: this.#sent, queued: 0, bytes: 0, oldestMs: 0, span: 0 };
  }
}
