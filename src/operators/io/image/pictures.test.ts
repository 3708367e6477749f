import type { Bytes, Frame } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { readPngSize, readWebpHeader } from './otherHeaders.ts';
import { spec } from './spec.ts';

/** By FFmpeg 5.1, 5 × 3: red 50x, green 80y, blue 200, alpha 40x + 15; the grey one 50x + y. */
const PNG_8 =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAYAAABbNsX4AAAACXBIWXMAAAABAAAAAQBPJcTWAAAAOklEQVR4nBXIMQHAIAADwXdQLyy1EQcseMFB5zjARmQ13HhAnkHeReZHdsgBNdVUU03ddNNNN910zg/+LxvWwrdGFgAAAABJRU5ErkJggg==';
const PNG_16 =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAADEAYAAAALphm7AAAACXBIWXMAAAABAAAAAQBPJcTWAAAAeUlEQVR4nGNgEGFgOP6fn8dIEkj/NjdJEQbSn+JjpgkC6XftLSfEgPSj9WsYGPj8v59gAyrk8f99ggmokNv///F/QIXc/r+PfwUq5ALyP4IUMs7/c4KXn8fw//z/JziBClkWMJxgjY+Z+m/+/+N/gAqZFzAc/7F+DQBjPDVo4j1v0QAAAABJRU5ErkJggg==';
const PNG_GREY =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAAAAB+XZokAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAGklEQVR4nGNgMEqZdoKB0Th1+kkGJpO0GacALz0F7O4mEAUAAAAASUVORK5CYII=';
const WEBP_LOSSLESS =
  'UklGRkAAAABXRUJQVlA4TDMAAAAvBIAAEHdAkG0zxCLcH+QMIzPIAoEUZ7DGPcgA1i+AQQBIBCqWFFIILoUVRo3of3jIsS8A';
/** By FFmpeg 5.1, 24 × 16, lossy: red 10x, green and blue 100. */
const WEBP_LOSSY =
  'UklGRnAAAABXRUJQVlA4IGQAAABwBACdASoYABAAPjEUiEKiISEYBAAgAwS1HcAMY8hZhHQPxVf/8CU/rndqQAD+8fb/+3Br/k8/cwitYAcxX5XpO+5f/n/77Xjv8wzHR1w3QE94lLTbG/amN4NJsvzgc4/5JwAA';

const bytesOf = (base64: string): Bytes => new Uint8Array(Buffer.from(base64, 'base64'));

async function shown(file: Bytes): Promise<Frame> {
  const run = await runKernel(kernel, {
    params: spec.params.parse({ file: { name: 'a', bytes: 1, sha256: '0'.repeat(64) } }),
    hosts: { file: async () => new Blob([file]) },
    paced: false,
  });
  expect(run.leaked).toBe(0);
  return run.emitted[0]!.chunk.payload as Frame;
}

/** Packed RGBA of a picture of 5 × 3. */
const pixels = (value: (x: number, y: number) => readonly number[]): readonly number[] =>
  Array.from({ length: 15 }, (_, i) => value(i % 5, Math.floor(i / 5))).flat();
const coloured = pixels((x, y) => [50 * x, 80 * y, 200, 40 * x + 15]);
const grey = pixels((x, y) => [50 * x + y, 50 * x + y, 50 * x + y, 255]);

test.each([
  ['a PNG', PNG_8, coloured],
  ['a grey PNG', PNG_GREY, grey],
  ['a lossless WebP', WEBP_LOSSLESS, coloured],
])('%s keeps every value, alpha included', async (_, file, expected) => {
  const frame = await shown(bytesOf(file));
  expect(frame).toMatchObject({ format: 'RGBA', width: 5, height: 3 });
  expect([...frame.planes[0]!]).toEqual(expected);
});

test('a lossy WebP comes as the YUV it is stored in, near to what was written', async () => {
  const frame = await shown(bytesOf(WEBP_LOSSY));
  expect(frame).toMatchObject({ format: 'I420', width: 24, height: 16 });
  expect(frame.colour).toEqual({ matrix: 'bt601', range: 'limited' });
  // Luma of BT.601 in limited range for red 0 and 230, green and blue 100.
  const luma = (red: number) => 16 + (219 / 255) * (0.299 * red + 0.587 * 100 + 0.114 * 100);
  expect(Math.abs(frame.planes[0]![8 * 24]! - luma(0))).toBeLessThan(8);
  expect(Math.abs(frame.planes[0]![8 * 24 + 23]! - luma(230))).toBeLessThan(8);
});

test('sizes are read before anything is decoded', () => {
  expect(readPngSize(bytesOf(PNG_16))).toEqual({ width: 5, height: 3 });
  expect(readWebpHeader(bytesOf(WEBP_LOSSLESS))).toMatchObject({ width: 5, height: 3 });
  expect(readWebpHeader(bytesOf(WEBP_LOSSY))).toMatchObject({ width: 24, height: 16 });
});

test.each([
  ['PNG', PNG_8],
  ['lossless WebP', WEBP_LOSSLESS],
  ['lossy WebP', WEBP_LOSSY],
])('half a %s is refused in words', async (_, file) => {
  const whole = bytesOf(file);
  await expect(shown(whole.slice(0, whole.length >> 1))).rejects.toMatchObject({
    notice: {
      title: 'The picture is damaged',
      message: expect.stringMatching(/^'a' could not be decoded: it/),
    },
  });
});

test('a PNG longer than a frame can be is refused with its size and the limit', async () => {
  const long = bytesOf(PNG_8);
  new DataView(long.buffer).setUint32(16, 16_385);
  await expect(shown(long)).rejects.toMatchObject({
    notice: { message: expect.stringContaining('16385 × 3 pixels; the limit is 16384 a side') },
  });
});
