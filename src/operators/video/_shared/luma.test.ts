import { awkwardFrames, FULL, paddedFrame } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import { expect, test } from 'vitest';
import { lumaOf, Scratch } from './luma.ts';

test('the luma of I420 and GRAY8 frames is their first plane itself', () => {
  for (const format of ['I420', 'GRAY8'] as const) {
    const frame = makeFrame(format, 3, 2, () => 9);
    const luma = lumaOf(frame, new Scratch());
    expect(luma.data).toBe(frame.planes[0]);
    expect(luma).toMatchObject({ stride: 3, range: 'limited' });
  }
});

test('the luma of RGBA follows the weights of its matrix and is full range', () => {
  const rgb = [200, 30, 90, 0];
  const weights = { bt601: [0.299, 0.587, 0.114], bt709: [0.2126, 0.7152, 0.0722] };
  for (const matrix of ['bt601', 'bt709'] as const) {
    const frame = makeFrame('RGBA', 1, 1, (_, x) => rgb[x]!, { ...FULL, matrix });
    const luma = lumaOf(frame, new Scratch());
    const exact = weights[matrix].reduce((sum, weight, i) => sum + weight * rgb[i]!, 0);
    expect(luma.data[0]).toBe(Math.round(exact));
    expect(luma.range).toBe('full');
  }
});

test('padding between rows is not read', () => {
  const scratch = new Scratch();
  for (const frame of awkwardFrames().filter(({ format }) => format === 'RGBA')) {
    const packed = Array.from(lumaOf(frame, new Scratch()).data);
    const luma = lumaOf(paddedFrame(frame, 6), scratch);
    expect(Array.from(luma.data.subarray(0, frame.width * frame.height))).toEqual(packed);
  }
});

test('scratch memory is handed out again while it is large enough', () => {
  const scratch = new Scratch();
  const large = scratch.bytes(100);
  expect(scratch.bytes(10)).toBe(large);
  expect(scratch.bytes(101).length).toBe(101);
});
