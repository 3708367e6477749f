import type { Need } from '#engine/protocol.ts';
import { Fault } from '#contract/fault.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, boundAfter, DONE, UNKNOWN } from '#stream/micros.ts';
import { describePayload, type Payload } from '#stream/payload.ts';
import { both, type Link } from './link.ts';
import { mostOf } from './needs.ts';
import type { Memory } from './memory.ts';
import type { Tap } from './tap.ts';

/** One output port of a running node: checks order, serves taps, hands chunks to every edge. */
export class Output {
  readonly name: string;
  readonly links: readonly Link[];
  readonly taps: Tap[] = [];
  readonly #memory: Memory;
  readonly #eager: () => boolean;
  #bound: Bound = UNKNOWN;
  #idle = false;
  #last: Payload | undefined;
  /** What each edge last said it needs; undefined where everything is. */
  readonly #needs: (Need | undefined)[];
  /** Called after an edge said so. */
  onNeed: (() => void) | undefined;
  /** Chunks emitted. */
  count = 0;

  constructor(name: string, links: readonly Link[], memory: Memory, eager: () => boolean) {
    this.name = name;
    this.links = links;
    this.#memory = memory;
    this.#eager = eager;
    this.#needs = links.map(() => undefined);
    links.forEach((link, index) => {
      link.onNeed = (need) => {
        this.#needs[index] = need;
        this.onNeed?.();
      };
    });
  }

  /** What the edge that needs most does; undefined where everything is needed. */
  get need(): Need | undefined {
    return mostOf(this.#needs);
  }

  get bound(): Bound {
    return this.#bound;
  }

  /** Sends a chunk down every edge. Throws if it is below the bound. */
  emit(chunk: Chunk): void | Promise<void> {
    if (chunk.timestamp < this.#bound) throw this.#disorder(chunk.timestamp);
    this.#bound = boundAfter(chunk.timestamp);
    this.#idle = false;
    this.#last = chunk.payload;
    this.count += 1;
    for (const tap of this.taps) tap.see(chunk, this.#eager());
    const { links } = this;
    if (links.length === 1) return links[0]!.accept(chunk);
    return links.length === 0 ? undefined : this.#fanOut(chunk);
  }

  /** Raises the bound of every edge; a lower one is ignored. */
  advance(bound: Bound): void | Promise<void> {
    if (bound <= this.#bound || this.#bound === DONE) return undefined;
    this.#bound = bound;
    this.#idle = false;
    let pending: void | Promise<void> = undefined;
    for (const link of this.links) pending = both(pending, link.advance(bound));
    return pending;
  }

  /** Says on every edge whether anything comes for now; what comes takes it back. */
  idle(isIdle: boolean): void {
    if (isIdle === this.#idle || this.#bound === DONE) return;
    this.#idle = isIdle;
    for (const link of this.links) link.idle(isIdle);
  }

  /** Ends every edge, once. */
  end(): void | Promise<void> {
    if (this.#bound === DONE) return undefined;
    this.#bound = DONE;
    let pending: void | Promise<void> = undefined;
    for (const link of this.links) pending = both(pending, link.end());
    return pending;
  }

  /** Caps of what passed last, in words. */
  describe(): string | undefined {
    return this.#last === undefined ? undefined : describePayload(this.#last);
  }

  /** Every edge but the last sees one holder too many, so none of them works in place. */
  #fanOut(chunk: Chunk): void | Promise<void> {
    const { links } = this;
    const last = links.length - 1;
    this.#memory.retain(chunk.payload, last);
    let pending: void | Promise<void> = undefined;
    for (let i = 0; i <= last; i++) {
      pending = both(pending, links[i]!.accept(chunk));
      if (i < last) this.#memory.release(chunk.payload);
    }
    return pending;
  }

  #disorder(timestamp: number): Fault {
    return new Fault({
      title: 'Out of order',
      message: `Output '${this.name}' must be strictly increasing: at least ${this.#bound} µs was expected, but ${timestamp} µs came.`,
      remedies: ['retry'],
    });
  }
}
