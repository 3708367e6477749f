import type { RunClock } from '#contract/env.ts';
import type { Micros } from '#stream/micros.ts';

/** The times of one live source, across changes of its device. */
export interface DeviceTimeline {
  /** The stream time of something the device stamped, in µs of its own clock. */
  map(timestamp: number): Micros;
  /** The next timestamp comes from another capture, whose clock may start anywhere. */
  restart(): void;
}

/**
 * The run's clock maps one device clock. A second capture starts its clock anew, so it is moved to
 * where the first one is now: after its last timestamp, by the run time that passed since.
 */
export function deviceTimeline(clock: RunClock): DeviceTimeline {
  let shift = 0;
  let restarted = false;
  let last: { readonly device: number; readonly run: Micros } | undefined;
  return {
    map(timestamp) {
      const run = clock.now();
      if (restarted && last) shift = last.device + Math.max(1, run - last.run) - timestamp;
      restarted = false;
      last = { device: timestamp + shift, run };
      return clock.fromDevice(last.device);
    },
    restart() {
      restarted = true;
    },
  };
}
