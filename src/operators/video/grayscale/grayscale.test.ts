import { awkwardFrames, filterFrame, paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

test('an I420 frame becomes its luma plane, in the same memory and range', async () => {
  const frame = makeFrame('I420', 7, 5, (p, x, y) => 16 + p * 50 + x + y);
  const grey = await filterFrame(kernel, {}, frame);
  expect(grey).toMatchObject({ format: 'GRAY8', width: 7, height: 5, colour: frame.colour });
  expect(grey.planes).toEqual([frame.planes[0]]);
  expect(grey.planes[0]!.buffer).toBe(frame.planes[0]!.buffer);
});

test('a grey frame passes as it is', async () => {
  const frame = makeFrame('GRAY8', 3, 2, (_, x) => x);
  expect(await filterFrame(kernel, {}, frame)).toBe(frame);
});

test('an RGBA frame becomes full-range luma of its matrix', async () => {
  const green = makeFrame('RGBA', 2, 1, (_, x) => [0, 255, 0, 255][x % 4]!, {
    matrix: 'bt709',
    range: 'full',
  });
  const grey = await filterFrame(kernel, {}, green);
  // 255 · 0.7152, ITU-R BT.709-6, item 3.2.
  expect(rowsOf(grey)).toEqual([[182, 182]]);
  expect(grey).toMatchObject({ format: 'GRAY8', colour: { matrix: 'bt709', range: 'full' } });
});

test('awkward sizes and padded rows give the same grey', async () => {
  for (const frame of awkwardFrames()) {
    const plain = await filterFrame(kernel, {}, frame);
    const padded = await filterFrame(kernel, {}, paddedFrame(frame, 3));
    expect(rowsOf(padded)).toEqual(rowsOf(plain));
  }
});
