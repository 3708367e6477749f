import { readFileSync } from 'node:fs';
import { makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { imageType } from './imageType.ts';
import { kernel } from './kernel.ts';
import { shrink } from './shrink.ts';
import { spec } from './spec.ts';

const astronaut = new Uint8Array(readFileSync('public/media/astronaut.jpg'));
const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('a picture is known by its first bytes, whatever its name', () => {
  expect(imageType(astronaut)).toBe('image/jpeg');
  expect(imageType(bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png');
  expect(imageType(bytes('RIFF\x24\0\0\0WEBPVP8 '))).toBe('image/webp');
  expect(imageType(bytes('\0\0\0\x1cftypavif\0\0\0\0'))).toBe('image/avif');
  expect(imageType(bytes('\0\0\0\x18ftypheic\0\0\0\0'))).toBe('image/heic');
  expect(imageType(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
  expect(imageType(new Uint8Array(0))).toBeUndefined();
});

test('shrinking takes the mean of squares, those at the edge cut off', () => {
  const from = makeFrame('GRAY8', 5, 3, (_, x, y) => 10 * y + x);
  const out = makeFrame('GRAY8', 3, 2, () => 0);
  shrink(from, 2, out);
  // (0 + 1 + 10 + 11) / 4 = 5.5, (2 + 3 + 12 + 13) / 4 = 7.5, (4 + 14) / 2 = 9, then the last row alone.
  expect([...out.planes[0]!]).toEqual([6, 8, 9, 21, 23, 24]);
});

test('shrinking keeps the four values of a pixel apart', () => {
  const from = makeFrame('RGBA', 4, 2, (_, x) => (x % 4) * 60);
  const out = makeFrame('RGBA', 2, 1, () => 0);
  shrink(from, 2, out);
  expect([...out.planes[0]!]).toEqual([0, 60, 120, 180, 0, 60, 120, 180]);
});

test('a node without a picture asks for one', async () => {
  const run = runKernel(kernel, { params: spec.params.parse({}) });
  await expect(run).rejects.toMatchObject({
    notice: { title: 'Choose a file', message: expect.stringContaining('Choose a picture') },
  });
});

test('what is no picture is refused by name', async () => {
  const run = runKernel(kernel, {
    params: spec.params.parse({ file: { name: 'notes.txt', bytes: 5, sha256: '0'.repeat(64) } }),
    hosts: { file: async () => new Blob(['notes']) },
  });
  await expect(run).rejects.toMatchObject({
    notice: { message: expect.stringContaining("'notes.txt' is not a picture") },
  });
});
