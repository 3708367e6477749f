import { createPlayPace } from '#operators/io/speaker/playPace.ts';
import { createVaryingResampler } from '#stream/varyingResampler.ts';
import { expect, test } from 'vitest';
import { PlayQueue } from './playQueue.ts';

/** Hz, as few as the queue's fades allow: an hour is soon over then, and the pace knows microseconds only. */
const RATE = 3000;
const BLOCK = 30;
/** Samples that the device takes at once, and quanta between two of its reports. */
const QUANTUM = 12;
const REPORT_EVERY = 5;

/**
 * Sound in blocks of 10 ms, up to 8 ms late, for a device whose clock runs slow by `drift`. Samples hold the
 * moment of the sound, in s. Gives how far the way to the ear became longer or shorter in all the time, in ms.
 */
function played(drift: number, seconds: number) {
  const queue = new PlayQueue(0.06 * RATE);
  const pace = createPlayPace(RATE);
  const resampler = createVaryingResampler(RATE, RATE, 1);
  let state = 5;
  const jitter = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) ** 2 * 0.008;
  };
  const out = [new Float32Array(QUANTUM)];
  let quantum = 0;
  let sent = 0;
  let [shortest, longest] = [Infinity, -Infinity];
  for (let block = 0; (block * BLOCK) / RATE < seconds; block++) {
    const arrival = ((block + 1) * BLOCK) / RATE + jitter();
    for (;;) {
      const now = (quantum * QUANTUM) / (RATE * (1 - drift));
      if (now > arrival) break;
      queue.render(out);
      const heard = out[0]![QUANTUM - 1]!;
      if (now > 2 && heard > 0) {
        shortest = Math.min(shortest, now - heard);
        longest = Math.max(longest, now - heard);
      }
      if (quantum++ % REPORT_EVERY === 0) pace.reported(queue.counts.played, 1e6 * now);
    }
    const moments = Float32Array.from({ length: BLOCK }, (_, i) => (block * BLOCK + i) / RATE);
    const channels = resampler.render([moments], pace.speed(sent, 1e6 * arrival));
    sent += channels[0]!.length;
    if (channels[0]!.length > 0) queue.push({ channels, isGap: false });
  }
  return { spread: 1000 * (longest - shortest), ppm: pace.ppm!, underruns: queue.counts.underruns };
}

test.each([
  [0.001, 3600],
  [-0.001, 600],
  [0.01, 600],
  [-0.01, 600],
])(
  'F17 a device that plays slow by %f stays within 20 ms of what it is given, for %i s',
  (drift, seconds) => {
    const { spread, ppm, underruns } = played(drift, seconds);
    expect(spread).toBeLessThan(20);
    expect(underruns).toBe(0);
    expect(Math.abs(ppm - 1e6 * drift)).toBeLessThan(150);
  },
  30_000,
);
