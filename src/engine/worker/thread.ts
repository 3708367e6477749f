import { startTimer, type StartTimer } from '#base/timer.ts';
import { nextTurn } from './turns.ts';

/**
 * All that the engine takes from the thread it runs in, the page's or a worker's: time, timers, turns of
 * the event loop and message channels. An argument, so that a simulation can have its own.
 */
export interface Thread {
  /** Origin of `now`, in ms since the epoch. */
  readonly timeOrigin: number;
  /** A clock that never goes back, in ms. Differs from that of other threads, `timeOrigin` included, by its drift alone. */
  now(): number;
  readonly startTimer: StartTimer;
  /** Resolves in a later turn of the event loop, after messages that are already there. */
  nextTurn(): Promise<void>;
  openChannel(): MessageChannel;
}

/** The thread of whoever calls. */
export const thisThread: Thread = {
  timeOrigin: performance.timeOrigin,
  now: () => performance.now(),
  startTimer,
  nextTurn,
  openChannel: () => new MessageChannel(),
};
