import { figure } from '#base/figures.ts';

/** Timestamps above this are since the epoch, as those of devices are; below, of a file or a pattern. In µs. */
const EPOCH = 1e14;

/** A timestamp in µs: `12.333 s`, or for one since the epoch the time of day here, `14:03:07.250`. */
export function momentWords(micros: number): string {
  if (micros < EPOCH) return `${figure(micros / 1e6, 3)} s`;
  const date = new Date(micros / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** How long something has lasted, in ms: `840 ms`, `4.2 s`. */
export function durationWords(ms: number): string {
  return ms < 1000 ? `${figure(Math.round(ms / 10) * 10)} ms` : `${figure(ms / 1000, 1)} s`;
}
