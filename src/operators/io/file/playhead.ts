import type { RunClock } from '#contract/env.ts';
import { type Micros, micros } from '#stream/micros.ts';

/** A source further behind than this goes on from here: catching up in a burst looks worse than a pause. */
const LAG_LIMIT = 1_000_000;

/**
 * Puts the time of one file after another, or of the same one again, on one line that only goes up, and
 * says when each moment of it is due. All times in µs.
 */
export class Playhead {
  readonly #clock: RunClock;
  #speed: number;
  /** Stream time of the current pass's moment 0, and the end of all that was sent. */
  #offset = 0;
  #end = 0;
  #lastFrame = -1;
  /** A moment of the stream and the run time it is due at. */
  #anchor = { stream: 0, run: 0 };

  constructor(clock: RunClock, speed: number) {
    this.#clock = clock;
    this.#speed = speed;
  }

  /** Stream time of a moment of the current pass. */
  at(media: number): number {
    return this.#offset + media;
  }

  /** Stream time of a frame: strictly above the frame before. */
  frameAt(media: number): Micros {
    this.#lastFrame = Math.max(this.#lastFrame + 1, Math.round(this.at(media)));
    return micros(this.#lastFrame);
  }

  /** Notes that something was sent that lasts until `end`. */
  reached(end: number): void {
    this.#end = Math.max(this.#end, Math.ceil(end));
  }

  /** How much of the current pass was sent. */
  get passed(): number {
    return this.#end - this.#offset;
  }

  /** What comes now begins where all before has ended. */
  nextPass(): void {
    this.#offset = this.#end;
  }

  /** From here on `speed` times as fast. */
  setSpeed(speed: number): void {
    this.#anchor = { stream: this.#end, run: this.#due(this.#end) };
    this.#speed = speed;
  }

  /** Waits until a moment of the stream is due; not at all in batch mode. Rejects with the signal's reason. */
  async wait(time: number, signal: AbortSignal): Promise<void> {
    const clock = this.#clock;
    if (!clock.paced) return;
    if (clock.now() - this.#due(time) > LAG_LIMIT)
      this.#anchor = { stream: time, run: clock.now() };
    await clock.until(micros(this.#due(time)), signal);
  }

  #due(time: number): number {
    return this.#anchor.run + (time - this.#anchor.stream) / this.#speed;
  }
}
