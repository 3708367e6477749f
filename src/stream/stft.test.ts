import { amplitudeAt, farthest, samplesOf, sine, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createStft, type StftPlan } from './stft.ts';

/** What comes out, cut into blocks of `length`, without the latency, as long as what went in. */
function through(
  plan: StftPlan,
  sound: Float32Array,
  change: (spectrum: Float32Array) => void,
  length = 100,
): Float32Array {
  const stft = createStft(plan, change);
  const from = new Float32Array(sound.length + stft.latency);
  from.set(sound);
  const to = new Float32Array(from.length);
  for (let at = 0; at < from.length; at += length) {
    stft.render(from.subarray(at, at + length), to.subarray(at, at + length));
  }
  return to.subarray(stft.latency);
}

const PLANS: readonly StftPlan[] = [
  { size: 512, hop: 256, window: 'hann' },
  { size: 512, hop: 128, window: 'hann' },
  { size: 256, hop: 100, window: 'hamming' },
  { size: 256, hop: 64, window: 'blackman' },
  { size: 1024, hop: 128, window: 'flat-top' },
];

test.each(PLANS)('what is left alone comes back as it was: %o', (plan) => {
  const noise = whiteNoise(5000, 4);
  expect(
    farthest(
      through(plan, noise, () => {}),
      noise,
    ),
  ).toBeLessThan(2e-6);
});

test('how the sound is cut into blocks changes no sample', () => {
  const plan = PLANS[1]!;
  const noise = whiteNoise(3000);
  const whole = through(plan, noise, () => {}, 4000);
  for (const length of [1, 128, 777]) {
    expect(
      farthest(
        through(plan, noise, () => {}, length),
        whole,
      ),
    ).toBe(0);
  }
});

test('a tone whose bins are emptied is gone, and its neighbour stays', () => {
  const plan = PLANS[1]!;
  const rate = 8000;
  // Bins are 15.625 Hz apart: 1000 Hz is bin 64, 2000 Hz bin 128.
  const [low, high] = [sine(rate, 1000, 1, 0.4), sine(rate, 2000, 1, 0.4)];
  const both = samplesOf(low.length, (i) => low[i]! + high[i]!);
  const out = through(plan, both, (spectrum) => spectrum.fill(0, 2 * 60, 2 * 69));
  const middle = out.slice(2000, 6000);
  expect(amplitudeAt(middle, rate, 1000)).toBeLessThan(1e-5);
  expect(amplitudeAt(middle, rate, 2000)).toBeCloseTo(0.4, 4);
});

test('a hop that leaves samples out is refused', () => {
  expect(() => createStft({ size: 256, hop: 256, window: 'hann' }, () => {})).toThrow(
    "one every 256, can't be laid together under a window 'hann'",
  );
});
