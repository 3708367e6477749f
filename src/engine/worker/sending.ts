import type { NodePart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, DONE, UNKNOWN } from '#stream/micros.ts';
import { both } from './link.ts';
import type { NodeEnv } from './nodeEnv.ts';
import type { Output } from './output.ts';

/** What one node says by its outputs: chunks, bounds and the end. */
export class Sending {
  readonly #part: NodePart;
  readonly #outputs: ReadonlyMap<string, Output>;
  readonly #env: NodeEnv;
  /** The outputs once they are connected, in a form that costs less to walk with every chunk. */
  #all: readonly Output[] | undefined;

  constructor(part: NodePart, outputs: ReadonlyMap<string, Output>, env: NodeEnv) {
    this.#part = part;
    this.#outputs = outputs;
    this.#env = env;
  }

  /** Throws what the output throws. */
  emit(port: string, chunk: Chunk): void | Promise<void> {
    const output = this.#outputs.get(port) ?? this.#missing(port);
    const pending = output.emit(chunk);
    return pending && this.#env.held(output, pending);
  }

  /** Raises the bound of one output for the kernel; +Infinity ends it. */
  advance(port: string, bound: Bound): void | Promise<void> {
    const output = this.#outputs.get(port) ?? this.#missing(port);
    const pending = bound === DONE ? output.end() : output.advance(bound);
    return pending && this.#env.held(output, pending);
  }

  /** Outputs follow what is settled also where nothing was emitted, so that no join below waits in vain. */
  follow(settled: Bound): void | Promise<void> {
    const offset = this.#part.boundOffset;
    // The end is told once what is held back was flushed.
    if (offset === undefined || settled === DONE || settled === UNKNOWN) return undefined;
    const outputs = (this.#all ??= [...this.#outputs.values()]);
    let pending: void | Promise<void> = undefined;
    for (let i = 0; i < outputs.length; i++) {
      const told = outputs[i]!.advance(settled + offset);
      if (told) pending = both(pending, this.#env.held(outputs[i]!, told));
    }
    return pending;
  }

  /** Says by one output, or by all, whether anything comes for now. */
  idle(isIdle: boolean, port?: string): void {
    if (port !== undefined) (this.#outputs.get(port) ?? this.#missing(port)).idle(isIdle);
    else for (const output of this.#outputs.values()) output.idle(isIdle);
  }

  /** Gives up what waits on every edge. */
  cancel(reason: DropReason): void {
    for (const { links } of this.#outputs.values()) for (const link of links) link.cancel(reason);
  }

  end(): void {
    for (const output of this.#outputs.values()) void output.end();
  }

  #missing(port: string): never {
    throw new Error(`'${this.#part.operator}' has no output '${port}'.`);
  }
}
