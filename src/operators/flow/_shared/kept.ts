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

  /** Sends what is kept by `send`. */
  lend(send: (chunk: Chunk<T>) => void | Promise<void>): void | Promise<void> {
    return this.#chunk && lend(this.#env, this.#chunk, send);
  }
}

/** Sends a chunk that stays kept: held once more on the way, so that nobody takes it for one to work in. */
export function lend<T extends PortType>(
  env: KernelEnv,
  chunk: Chunk<T>,
  send: (chunk: Chunk<T>) => void | Promise<void>,
): void | Promise<void> {
  env.retain(chunk.payload);
  let pending: void | Promise<void>;
  try {
    pending = send(chunk);
  } catch (error) {
    env.release(chunk.payload);
    throw error;
  }
  if (pending) return pending.finally(() => env.release(chunk.payload));
  env.release(chunk.payload);
  return undefined;
}
