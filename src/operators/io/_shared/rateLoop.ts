/** Holds two clocks together: told how far they are apart, it says how much faster to go. */
export interface RateLoop {
  /**
   * How many µs are still to be caught up, learnt at `now` in µs; at most a few times a second. Gives the speed
   * to go at, less 1.
   */
  add(error: number, now: number): number;
  /** What `add` gave last. */
  readonly correction: number;
  /** Millionths by which the clocks differ, as far as it has found out; undefined in the first half minute. */
  readonly ppm: number | undefined;
}

/** More than the clocks of two devices are known to differ (1 %), with room to catch up. */
const MOST = 0.015;
/** How fast it answers, in radians a second: so slowly that nobody hears the pitch move, or to catch up. */
const CALM = 0.05;
const QUICK = 0.7;
/** It hurries once the clocks are so far apart, in µs, until they have been near for a while. */
const FAR = 5000;
const NEAR = 2500;
const CALM_AFTER = 5_000_000;
/** Before that a figure would say more of the first moments than of the clocks. */
const KNOWN_AFTER = 30_000_000;

/** A proportional-integral controller without overshoot: both of its poles lie at −CALM or −QUICK. */
export function createRateLoop(): RateLoop {
  let correction = 0;
  let integral = 0;
  let isQuick = false;
  let begun: number | undefined;
  let last = 0;
  let nearSince = 0;

  return {
    get correction() {
      return correction;
    },
    get ppm() {
      return begun !== undefined && last - begun >= KNOWN_AFTER ? 1e6 * integral : undefined;
    },
    add(error, now) {
      begun ??= last = nearSince = now;
      const seconds = Math.min(1, (now - last) / 1e6);
      last = now;
      const apart = Math.abs(error);
      if (apart > NEAR) nearSince = now;
      if (apart > FAR) isQuick = true;
      else if (now - nearSince > CALM_AFTER) isQuick = false;
      const pole = isQuick ? QUICK : CALM;
      integral = within(integral + (pole * pole * seconds * error) / 1e6);
      correction = within(integral + (2 * pole * error) / 1e6);
      return correction;
    },
  };
}

function within(value: number): number {
  return Math.max(-MOST, Math.min(MOST, value));
}
