import { amplitudeAt, sine, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createPolyphase, type Polyphase } from './polyphase.ts';
import { createResampler } from './resampler.ts';

const decibels = (amplitude: number): number => 20 * Math.log10(amplitude);

/** One channel, resampled in one go, without its end. */
function resampled(polyphase: Polyphase, sound: Float32Array): Float32Array {
  const resampler = createResampler(polyphase, 1);
  const out = new Float32Array(resampler.ready(sound.length));
  resampler.render([sound], [out]);
  return out;
}

/** Its level where it has settled, by power, in dB of a full-scale sine. */
function levelOf(sound: Float32Array): number {
  const middle = sound.subarray(Math.ceil(sound.length / 3));
  return decibels(Math.sqrt((2 * middle.reduce((sum, s) => sum + s * s, 0)) / middle.length));
}

const DOWN = [
  [48_000, 16_000],
  [44_100, 16_000],
  [48_000, 44_100],
  [192_000, 8000],
] as const;

test.each(DOWN)(
  'from %i to %i Hz a sweep passes within 0.001 dB, or is down by 96 dB',
  (from, to) => {
    const polyphase = createPolyphase(from, to);
    let [most, least, loudest] = [-Infinity, Infinity, -Infinity];
    for (let frequency = to / 100; frequency <= 0.45 * to; frequency += to / 100) {
      const out = resampled(polyphase, sine(from, frequency, 0.06));
      // Whole turns: frequencies are multiples of a hundredth of the rate.
      const start = Math.floor(out.length / 200) * 100;
      const level = decibels(
        amplitudeAt(out.slice(start, out.length - (out.length % 100)), to, frequency),
      );
      most = Math.max(most, level);
      least = Math.min(least, level);
    }
    for (let frequency = to / 2; frequency < from / 2; frequency += (from - to) / 97) {
      loudest = Math.max(loudest, levelOf(resampled(polyphase, sine(from, frequency, 0.06))));
    }
    expect(most).toBeLessThan(0.001);
    expect(least).toBeGreaterThan(-0.001);
    expect(loudest).toBeLessThan(-96);
  },
);

test('the filter is the sum of its definition, whatever a block begins with', () => {
  for (const [from, to] of [
    [48_000, 16_000],
    [44_100, 48_000],
    [44_101, 48_000],
    [8000, 192_000],
  ] as const) {
    const { up, down, reach, table, rows } = createPolyphase(from, to);
    const noise = whiteNoise(9000, from);
    const out = resampled({ up, down, reach, table, rows }, noise);
    const weight = (row: number, tap: number): number => table[row * 2 * reach + tap]!;
    for (let k = 0; k < out.length; k += 97) {
      const place = Math.floor((k * down) / up);
      const phase = ((k * down - place * up) * rows) / up;
      const [row, share] = [Math.floor(phase), phase % 1];
      let sum = 0;
      for (let tap = 0; tap < 2 * reach; tap++) {
        const between = weight(row, tap) * (1 - share) + (share && weight(row + 1, tap)) * share;
        sum += (noise[place - reach + 1 + tap] ?? 0) * between;
      }
      expect(Math.abs(out[k]! - sum)).toBeLessThan(2e-6);
    }
  }
});
