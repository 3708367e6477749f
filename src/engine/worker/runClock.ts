import { type Micros, micros } from '#stream/micros.ts';
import type { Thread } from './thread.ts';

/** Now in µs since the epoch; steps every 5 µs where cross-origin isolated. */
export function epochMicros(thread: Thread): number {
  return (thread.timeOrigin + thread.now()) * 1000;
}

/** The time of one run, on the page and in each worker: runs from one start, stands still while paused. */
export class RunTime {
  readonly paced: boolean;
  readonly #thread: Thread;
  readonly #startedAt: number;
  #pausedAt: number | undefined;
  #pausedFor = 0;
  #stoodFor = 0;
  readonly #waiting = new Set<() => void>();

  constructor(startedAt: number, paced: boolean, thread: Thread) {
    this.#thread = thread;
    this.#startedAt = startedAt;
    this.paced = paced;
  }

  get paused(): boolean {
    return this.#pausedAt !== undefined;
  }

  now(): Micros {
    return this.at(epochMicros(this.#thread));
  }

  /** Run time at a moment of the wall's clock (µs since the epoch) since the last pause ended. */
  at(wall: number): Micros {
    return micros((this.#pausedAt ?? wall) - this.#startedAt - this.#pausedFor);
  }

  /** How long the run has stood still in all, in µs, but for the pause that goes on. */
  get stoodFor(): number {
    return this.#stoodFor;
  }

  /** The sources begin at that moment of the wall's clock; until then time stood still. Once. */
  begin(wall: number): void {
    const opening = Math.max(0, wall - this.#startedAt);
    this.#pausedFor += opening;
    this.#stoodFor += opening;
  }

  pause(): void {
    this.#pausedAt ??= epochMicros(this.#thread);
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    const paused = epochMicros(this.#thread) - this.#pausedAt;
    this.#pausedFor += paused;
    this.#stoodFor += paused;
    this.#pausedAt = undefined;
    this.wake();
  }

  /** While paused: moves the hands to `time`, so that what waits for it goes on. Never back. */
  jump(time: Micros): void {
    const ahead = time - this.now();
    if (this.#pausedAt !== undefined && ahead > 0) this.#pausedFor -= ahead;
  }

  /** Ends every wait for a resume, so that the waiters look again. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const call of waiting) call();
  }

  /** Calls back once, at the next resume or wake. Returns how to call it off. */
  onChange(call: () => void): () => void {
    this.#waiting.add(call);
    return () => void this.#waiting.delete(call);
  }
}

/** Maps one device's clock to epoch time, strictly increasing. The first reading fixes the offset. */
export class DeviceClock {
  readonly #thread: Thread;
  #offset: number | undefined;
  #last = -Infinity;

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  /** The next reading fixes the offset anew. */
  reanchor(): void {
    this.#offset = undefined;
  }

  /** `timestamp` in µs of the device, any origin. */
  map(timestamp: number): Micros {
    this.#offset ??= epochMicros(this.#thread) - timestamp;
    this.#last = Math.max(this.#last + 1, Math.round(timestamp + this.#offset));
    return micros(this.#last);
  }
}
