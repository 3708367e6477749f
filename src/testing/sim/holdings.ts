import type { KernelEnv } from '#contract/env.ts';
import type { Payload } from '#stream/payload.ts';
import { storageOf } from '#stream/payload.ts';

/** The buffers that one kernel may hold at a moment: what its calls were given and made, and what it keeps. */
export class Holdings {
  /** Given to calls that are inside. */
  inside = 0;
  #made = 0;
  #kept = 0;

  /** How many that may be. One that is held in two ways counts twice. */
  get most(): number {
    return this.inside + this.#made + this.#kept;
  }

  /** Retained and not released. */
  get kept(): number {
    return this.#kept;
  }

  /** Calls have settled, and none is inside: what they made is theirs no longer. */
  letGo(): void {
    this.#made = 0;
  }

  /** The env of a kernel, with an eye on what it makes and keeps. */
  watched(env: KernelEnv): KernelEnv {
    const made = <T>(payload: T): T => {
      this.#made += 1;
      return payload;
    };
    const { frames, audio } = env;
    return Object.assign(Object.create(env) as KernelEnv, {
      frames: {
        ...frames,
        allocate: (...form: Parameters<typeof frames.allocate>) => made(frames.allocate(...form)),
        writable: (frame: Parameters<typeof frames.writable>[0]) => {
          const own = frames.writable(frame);
          return own === frame ? own : made(own);
        },
      },
      audio: {
        allocate: (...form: Parameters<typeof audio.allocate>) => made(audio.allocate(...form)),
      },
      retain: <T extends Payload>(payload: T): T => {
        if (storageOf(payload)) this.#kept += 1;
        return env.retain(payload);
      },
      release: (payload: Payload): void => {
        if (storageOf(payload)) this.#kept -= 1;
        env.release(payload);
      },
    });
  }
}
