import { makeFrame } from '#testing/payloads.ts';
import { micros } from '#stream/micros.ts';
import { expect, test } from 'vitest';
import { packFrame, unpackFrame } from './packedFrame.ts';

test.each(['I420', 'RGBA', 'GRAY8'] as const)(
  'a %s frame of odd size comes back as it was',
  (format) => {
    const payload = makeFrame(format, 7, 5, (p, x, y) => 40 * p + 7 * y + x);
    const chunk = { timestamp: micros(12), duration: micros(33_333), payload };
    expect(unpackFrame(packFrame(chunk, payload))).toEqual(chunk);
  },
);

test('a view of one plane of a larger buffer keeps its place, and an unknown duration stays unknown', () => {
  const whole = makeFrame('I420', 4, 4, (p, x, y) => 40 * p + 4 * y + x);
  const payload = {
    ...whole,
    format: 'GRAY8' as const,
    planes: [whole.planes[0]!],
    strides: [whole.strides[0]!],
  };
  const chunk = { timestamp: micros(1), payload };
  const back = unpackFrame(packFrame(chunk, payload));
  expect(back).toEqual(chunk);
  expect('duration' in back).toBe(false);
});
