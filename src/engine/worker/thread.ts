import { onWordChange, wakeWord } from '#base/sharedWord.ts';
import { startTimer, type StartTimer } from '#base/timer.ts';
import type { RareParts } from './rareParts.ts';
import { nextTurn } from './turns.ts';

/**
 * All that the engine takes from the thread it runs in, the page's or a worker's: time, timers, turns of
 * the event loop, message channels, waits for shared memory and code that is loaded late. An argument, so that a
 * simulation can have its own.
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
  /**
   * Calls back once word `index` of shared memory is another than `value`, or is woken; false if it is another
   * already. The event loop goes on meanwhile.
   */
  onWordChange(words: Int32Array, index: number, value: number, call: () => void): boolean;
  /** Wakes whoever waits for that word, in any thread. */
  wakeWord(words: Int32Array, index: number): void;
  loadRareParts(): Promise<RareParts>;
}

/** The thread of whoever calls. */
export const thisThread: Thread = {
  timeOrigin: performance.timeOrigin,
  now: () => performance.now(),
  startTimer,
  nextTurn,
  openChannel: () => new MessageChannel(),
  onWordChange,
  wakeWord,
  loadRareParts: async () => (await import('./rareParts.ts')).rareParts,
};
