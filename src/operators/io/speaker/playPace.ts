import { createRateLoop } from '#operators/io/_shared/rateLoop.ts';

/** Keeps as much sound waiting in front of a device as there was at first, whose clock is not that of the sound. */
export interface PlayPace {
  /** The audio thread has told how many samples were played, at `now` in µs. */
  reported(played: number, now: number): void;
  /** The speed to send on at, when so many samples were sent. */
  speed(sent: number, now: number): number;
  /** What waits is no measure any more: it ran out, or the device stood still. */
  restart(): void;
  /** Millionths by which the sound comes faster than the device plays; undefined at first. */
  readonly ppm: number | undefined;
}

/** Sound comes in blocks and reports do too: their mean over such a span, in µs, says how much waits. */
const SPAN = 250_000;
/** It plays for so long before what waits is taken for what shall wait, in µs. */
const SETTLED_AFTER = 500_000;
/** A report that is older than this, in µs, says nothing of now. */
const OLD = 200_000;

/** `sampleRate` is that of the device. */
export function createPlayPace(sampleRate: number): PlayPace {
  const loop = createRateLoop();
  let report: { readonly played: number; readonly at: number } | undefined;
  let begun: number | undefined;
  let usual: number | undefined;
  let sum = 0;
  let count = 0;
  let spanEnd = 0;

  const restart = (): void => {
    report = undefined;
    begun = undefined;
    usual = undefined;
    count = 0;
    sum = 0;
  };

  return {
    get ppm() {
      return loop.ppm;
    },
    restart,
    reported(played, now) {
      report = { played, at: now };
    },
    speed(sent, now) {
      if (!report || report.played === 0 || now - report.at > OLD) return 1 + loop.correction;
      if (begun === undefined) {
        begun = now;
        spanEnd = now + SETTLED_AFTER;
      }
      // In µs: what was sent, less what was played by then and since.
      sum += ((sent - report.played) * 1e6) / sampleRate - (now - report.at);
      count += 1;
      if (now < spanEnd) return 1 + loop.correction;
      const waiting = sum / count;
      usual ??= waiting;
      sum = 0;
      count = 0;
      spanEnd = now + SPAN;
      return 1 + loop.add(waiting - usual, now);
    },
  };
}
