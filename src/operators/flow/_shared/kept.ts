import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { PortType } from '#stream/payload.ts';

/** The newest chunk of a stream, kept beyond the call that brought it; one at a time. */
export class Kept<T extends PortType = PortType> {
  readonly #env: KernelEnv;
  #chunk: Chunk<T> | undefined;

  constructor(env: KernelEnv) {
    this.#env = env;
  }

  get chunk(): Chunk<T> | undefined {
    return this.#chunk;
  }

  /** Keeps this one, and lets the one before go. */
  keep(chunk: Chunk<T>): void {
    this.#env.retain(chunk.payload);
    this.letGo();
    this.#chunk = chunk;
  }

  /** Lets go of what is kept. */
  letGo(): void {
    if (this.#chunk) this.#env.release(this.#chunk.payload);
    this.#chunk = undefined;
  }

  /** Sends the kept payload by `send`, held once more on the way, so that nobody takes it for one to work in. */
  lend(send: (chunk: Chunk<T>) => void | Promise<void>): void | Promise<void> {
    const chunk = this.#chunk;
    if (!chunk) return undefined;
    this.#env.retain(chunk.payload);
    let pending: void | Promise<void>;
    try {
      pending = send(chunk);
    } catch (error) {
      this.#env.release(chunk.payload);
      throw error;
    }
    if (pending) return pending.finally(() => this.#env.release(chunk.payload));
    this.#env.release(chunk.payload);
    return undefined;
  }
}
