import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Bytes, Frame } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { readJpegHeader } from './jpegHeader.ts';
import { kernel } from './kernel.ts';
import { decodeWithMozjpeg } from './mozjpeg.ts';
import { spec } from './spec.ts';
import { upright } from './upright.ts';

const astronaut = new Uint8Array(readFileSync('public/media/astronaut.jpg'));
/** 24 × 16 by `cjpeg -quality 60` and `jpegtran -progressive` of libjpeg-turbo 2.1.5: red grows to the right. */
const PROGRESSIVE = new Uint8Array(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABQAD/8QAFgEBAQEAAAAAAAAAAAAAAAAABQME/9oADAMBAAIQAxAAAAEzRHXXA6WhV//EABYQAAMAAAAAAAAAAAAAAAAAAAABA//aAAgBAQABBQJTFMUxTFMUz//EABgRAAIDAAAAAAAAAAAAAAAAAAAEAgMh/9oACAEDAQE/AaGCDGH/xAAXEQEBAQEAAAAAAAAAAAAAAAADAAQh/9oACAECAQE/AdDSN2//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Al//xAAVEAEBAAAAAAAAAAAAAAAAAAAAYf/aAAgBAQABPyGCCCCCD//aAAwDAQACAAMAAAAQeA//xAAXEQEAAwAAAAAAAAAAAAAAAAAAITFR/9oACAEDAQE/EKpbX//EABYRAAMAAAAAAAAAAAAAAAAAABAhMf/aAAgBAgEBPxC7D//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEAAT8QQAAH/9k=',
    'base64',
  ),
);

/** Exif of one entry behind the first two bytes, in either order of bytes: how the picture stands. */
function standing(jpeg: Bytes, orientation: number, order: 'II' | 'MM'): Bytes {
  const short = (value: number) => (order === 'II' ? [value, 0] : [0, value]);
  const long = (value: number) => (order === 'II' ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const tag = order === 'II' ? [0x12, 0x01] : [0x01, 0x12];
  const entry = [...tag, ...short(3), ...long(1), ...short(orientation), 0, 0];
  const tiff = [...Buffer.from(order), ...short(42), ...long(8), ...short(1), ...entry, ...long(0)];
  const data = [...Buffer.from('Exif\0\0'), ...tiff];
  const segment = [0xff, 0xe1, 0, data.length + 2, ...data];
  return new Uint8Array([...jpeg.subarray(0, 2), ...segment, ...jpeg.subarray(2)]);
}

async function shown(jpeg: Bytes) {
  const run = await runKernel(kernel, {
    params: spec.params.parse({ file: { name: 'a.jpg', bytes: 1, sha256: '0'.repeat(64) } }),
    hosts: { file: async () => new Blob([jpeg]) },
    paced: false,
  });
  return { frame: run.emitted[0]!.chunk.payload as Frame, leaked: run.leaked };
}

test.each([
  // SHA-256 of what `djpeg -rgb` of libjpeg-turbo 2.1.5 makes of the two, without its header.
  ['baseline', astronaut, '1635846894602a46f4dbd3db43c8f129e4139f86cf071cce4ad30ba73ec9f13c'],
  ['progressive', PROGRESSIVE, '345a04f7b6004e0de1bb24323877da93ca99b79d69fa0d40614f6eb967050cd3'],
])('a %s JPEG gives the bytes that libjpeg-turbo gives', async (_, jpeg, expected) => {
  const { data } = await decodeWithMozjpeg(jpeg);
  const rgb = data.filter((_, i) => i % 4 < 3);
  expect(createHash('sha256').update(rgb).digest('hex')).toBe(expected);
});

test.each([
  // As in the table of Exif 2.32, §4.6.4: row 0 and column 0 as stored are which sides of what is seen.
  [1, 'abc def'],
  [2, 'cba fed'],
  [3, 'fed cba'],
  [4, 'def abc'],
  [5, 'ad be cf'],
  [6, 'da eb fc'],
  [7, 'fc eb da'],
  [8, 'cf be ad'],
])('orientation %i turns abc over def into %s', (orientation, expected) => {
  const stored = new Uint8Array([...Buffer.from('abcdef')].flatMap((letter) => [letter, 0, 0, 9]));
  const { width, height, planes } = upright(stored, 3, 2, orientation);
  const letters = planes[0]!.filter((_, i) => i % 4 === 0);
  const rows = Array.from({ length: height }, (_, y) =>
    String.fromCharCode(...letters.subarray(y * width, (y + 1) * width)),
  );
  expect(rows.join(' ')).toBe(expected);
});

test.each(['II', 'MM'] as const)(
  'a picture of a camera held upright is turned: %s',
  async (order) => {
    expect(readJpegHeader(standing(PROGRESSIVE, 6, order))).toMatchObject({
      width: 24,
      height: 16,
      orientation: 6,
      ended: true,
    });
    const { frame, leaked } = await shown(standing(PROGRESSIVE, 6, order));
    expect(frame).toMatchObject({ format: 'I420', width: 16, height: 24 });
    expect(frame.colour).toEqual({ matrix: 'bt601', range: 'full' });
    // What grew to the right grows downwards: red differences in V.
    const v = frame.planes[2]!;
    expect(v[11 * 8]! - v[0]!).toBeGreaterThan(80);
    expect(leaked).toBe(0);
  },
);

test('a JPEG that is cut off, empty or corrupt is refused in words', async () => {
  const cut = astronaut.slice(0, 20_000);
  await expect(shown(cut)).rejects.toMatchObject({
    notice: {
      title: 'The picture is damaged',
      message:
        "'a.jpg' could not be decoded: it ends before the picture does. Choose a whole copy of it.",
    },
  });
  await expect(shown(astronaut.slice(0, 4))).rejects.toMatchObject({
    notice: { message: expect.stringContaining('it has no picture data') },
  });
  const holed = astronaut.slice();
  holed.fill(0xff, 20_000, 30_000);
  await expect(shown(holed)).rejects.toMatchObject({
    notice: { message: expect.stringContaining('Corrupt JPEG data') },
  });
});

test('a JPEG longer than a frame can be is refused with its size and the limit', async () => {
  const long = PROGRESSIVE.slice();
  const frame = long.findIndex((byte, i) => byte === 0xff && long[i + 1] === 0xc2);
  long.set([0x40, 0x01], frame + 7);
  await expect(shown(long)).rejects.toMatchObject({
    notice: { message: expect.stringContaining('16385 × 16 pixels; the limit is 16384 a side') },
  });
});

test('one of printing inks is left to the decoder at hand, and that is said', async () => {
  const inks = PROGRESSIVE.slice();
  const frame = inks.findIndex((byte, i) => byte === 0xff && inks[i + 1] === 0xc2);
  inks[frame + 9] = 4;
  await expect(shown(inks)).rejects.toMatchObject({
    notice: { message: expect.stringContaining("'a.jpg' is JPEG, for which there is no decoder") },
  });
});
