import { farthest, samplesOf, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { fftSizeFor, realFft } from './fft.ts';
import { placedWindow, windowOf } from './windows.ts';

/** Σ x[n] · exp(−2πi·kn / N), bins 0 to N / 2, in double precision. */
function byDefinition(samples: ArrayLike<number>): readonly number[] {
  const size = samples.length;
  return Array.from({ length: size / 2 + 1 }).flatMap((_, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      re += samples[n]! * Math.cos(angle);
      im += samples[n]! * Math.sin(angle);
    }
    return [re, im];
  });
}

test.each([32, 64, 256, 2048])('the spectrum of %i samples is that of its definition', (size) => {
  const fft = realFft(size);
  const noise = whiteNoise(size, size);
  fft.samples.set(noise);
  fft.forward();
  // Single precision: about 1e-7 of the root of the sum of squares, which is √(size / 3).
  expect(farthest(fft.spectrum, byDefinition(noise))).toBeLessThan(1e-6 * Math.sqrt(size));
});

test('there and back again is the same sound', () => {
  for (const size of [32, 1024, 131_072]) {
    const fft = realFft(size);
    const noise = whiteNoise(size);
    fft.samples.set(noise);
    fft.forward();
    fft.samples.fill(0);
    fft.inverse();
    expect(farthest(fft.samples, noise)).toBeLessThan(1e-6);
  }
});

test('powers are the squares of the spectrum under the window', () => {
  const fft = realFft(128);
  const noise = whiteNoise(128, 9);
  fft.samples.set(noise);
  const powers = [...fft.powers(placedWindow('hann', 128))];
  const weights = windowOf('hann', 128);
  const wanted = byDefinition(samplesOf(128, (i) => noise[i]! * weights[i]!));
  powers.forEach((power, k) => {
    expect(power).toBeCloseTo(wanted[2 * k]! ** 2 + wanted[2 * k + 1]! ** 2, 4);
  });
  expect(farthest(fft.samples, noise)).toBe(0);
});

test('a size that cannot be transformed is refused in words', () => {
  expect(() => realFft(16)).toThrow('from 32 to 131072 samples, got 16');
  expect(() => realFft(100)).toThrow('got 100');
  expect([1, 33, 64, 65].map(fftSizeFor)).toEqual([32, 64, 64, 128]);
});
