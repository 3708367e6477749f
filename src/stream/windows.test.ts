import { farthest } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { coherentGain, windowOf } from './windows.ts';

test('symmetric windows are those of numpy and scipy', () => {
  const wanted = {
    // numpy.hanning(5), numpy.hamming(5), numpy.blackman(5), scipy.signal.windows.flattop(5).
    hann: [0, 0.5, 1, 0.5, 0],
    hamming: [0.08, 0.54, 1, 0.54, 0.08],
    blackman: [0, 0.34, 1, 0.34, 0],
    'flat-top': [-0.00042105, -0.05473684, 1, -0.05473684, -0.00042105],
  } as const;
  for (const name of ['hann', 'hamming', 'blackman', 'flat-top'] as const) {
    expect(farthest(windowOf(name, 5, 'symmetric'), wanted[name])).toBeLessThan(1e-8);
  }
});

test('a periodic window is a symmetric one of one more, without its last', () => {
  for (const name of ['hann', 'hamming', 'blackman', 'flat-top'] as const) {
    const longer = windowOf(name, 65, 'symmetric');
    expect(farthest(windowOf(name, 64), longer.subarray(0, 64))).toBeLessThan(1e-15);
    expect(longer[64]).toBeCloseTo(longer[0]!, 15);
  }
});

test('the coherent gain of a periodic window is its first coefficient', () => {
  expect(coherentGain(windowOf('hann', 512))).toBeCloseTo(0.5, 12);
  expect(coherentGain(windowOf('hamming', 512))).toBeCloseTo(0.54, 12);
  expect(coherentGain(windowOf('blackman', 512))).toBeCloseTo(0.42, 12);
  expect(coherentGain(windowOf('flat-top', 512))).toBeCloseTo(0.21557895, 12);
});
