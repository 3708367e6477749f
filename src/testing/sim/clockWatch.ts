import type { RunClock } from '#contract/env.ts';
import type { SimThread } from './simThread.ts';

/** How far two looks at one clock may be apart, in ms: each takes a little time. */
const TOLERANCE_MS = 0.05;

/** Watches the clock of a run as one kernel sees it: it goes on with the world's, and stands still in pauses. */
export class ClockWatch {
  readonly #clock: RunClock;
  readonly #thread: SimThread;
  /** What lies between the two clocks. */
  #apart: number | undefined;

  constructor(clock: RunClock, thread: SimThread) {
    this.#clock = clock;
    this.#thread = thread;
  }

  /** What was waited for has come: the clock is there. */
  reach(time: number, complain: (what: string) => void): void {
    const now = this.#clock.now();
    if (this.#clock.paced && now < time) complain(`goes on at ${now} µs, before ${time} µs`);
  }

  look(complain: (what: string) => void): void {
    const apart = this.#clock.now() / 1000 - this.#thread.runTime;
    this.#apart ??= apart;
    const ahead = apart - this.#apart;
    // A step moves the hands to where a source waits.
    const isAhead = ahead > TOLERANCE_MS && !this.#thread.stepped;
    if (isAhead || ahead < -TOLERANCE_MS) {
      complain(
        `sees a clock that is ${ahead > 0 ? 'ahead' : 'behind'} of the world's without pauses`,
      );
    }
  }
}
