import { createHash } from 'node:crypto';
import type { Bytes, Frame } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { readAvifHeader } from './avifHeader.ts';
import { imageType } from './imageType.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

/** 5 × 3, of four colours in turn along the diagonals. */
const BMP_4 =
  'Qk1SAAAAAAAAAEYAAAAoAAAABQAAAAMAAAABAAQAAAAAAAAAAAATCwAAEwsAAAQAAAAAAAAAHhQKADJkyAAA/wAAyFpaACMBIAASMBAAASMAAA==';
/** 8 × 4 in runs: equal ones, different ones, a step, the end. */
const BMP_RLE_8 =
  'Qk1cAAAAAAAAAEYAAAAoAAAACAAAAAQAAAABAAgAAQAAABYAAAATCwAAEwsAAAQAAAAAAAAAHhQKADJkyAAA/wAAyFpaAAMBAAMCAwEAAAAAAgIBBAMAAAgCAAE=';
const BMP_RLE_4 =
  'Qk1UAAAAAAAAAEYAAAAoAAAACgAAAAIAAAABAAQAAgAAAA4AAAATCwAAEwsAAAQAAAAAAAAAHhQKADJkyAAA/wAAyFpaAAUSAAUxIBAAAAAKMAAB';
/** 5 × 3, red 50x, green 80y, blue 200, the first row at the top. */
const BMP_24 =
  'Qk1mAAAAAAAAADYAAAAoAAAABQAAAP3///8BABgAAAAAAAAAAAATCwAAEwsAAAAAAAAAAAAAyAAAyAAyyABkyACWyADIAMhQAMhQMshQZMhQlshQyADIoADIoDLIoGTIoJbIoMgA';
/** The same with alpha 40x + 15, by masks in a header of 108 bytes. */
const BMP_32 =
  'Qk22AAAAAAAAAHoAAABsAAAABQAAAAMAAAABACAAAwAAADwAAAATCwAAEwsAAAAAAAAAAAAAAAD/AAD/AAD/AAAAAAAA/0JHUnMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADIoAAPyKAyN8igZF/IoJaHyKDIr8hQAA/IUDI3yFBkX8hQlofIUMivyAAAD8gAMjfIAGRfyACWh8gAyK8=';
/** 5 × 3 in 15 bits: red 7x, green 15y, blue 31 − x. */
const BMP_16 =
  'Qk1aAAAAAAAAADYAAAAoAAAABQAAAAMAAAABABAAAAAAACQAAAATCwAAEwsAAAAAAAAAAAAA3wPeH9073FfbcwAA/wH+Hf05/FX7cQAAHwAeHB04HFQbcAAA';
/** 9 × 11: interlaced with a transparent colour, then parts with colours of their own, cleared and taken back. */
const GIF_PARTS =
  'R0lGODlhCQALAIEAAAoUHshkMgD/AFpayCH/C05FVFNDQVBFMi4wAwEAAAAh+QQFBwADACwAAAAACQALAEACOUSoEaFGgBEHRhyIUCNCjQAjDow4EKFGhBoBRhwYcaBGhBoRShwYcWBEjQg1IpQ4MOLAiBoRakSoAgAh+QQJAAADACwCAAMABAAFAIH/AAAAAP///wABAgMCDAQIEKFGiBAxKgQIFAAh+QQNFAAAACwFAAYABAAFAIH/AAAAAP///wABAgMCDESoMeJAjQgHRkSoFQAh+QQBBQABACwAAAAAAwACAAACBESocCgAOw==';
/** By FFmpeg 5.1: `testsrc` of 24 × 16, four pictures. */
const GIF_FILM =
  'R0lGODlhGAAQAPcfMQAAACQAAEgAAGwAAJAAALQAANgAAPwAAAAkACQkAEgkAGwkAJAkALQkANgkAPwkAABIACRIAEhIAGxIAJBIALRIANhIAPxIAABsACRsAEhsAGxsAJBsALRsANhsAPxsAACQACSQAEiQAGyQAJCQALSQANiQAPyQAAC0ACS0AEi0AGy0AJC0ALS0ANi0APy0AADYACTYAEjYAGzYAJDYALTYANjYAPzYAAD8ACT8AEj8AGz8AJD8ALT8ANj8APz8AAAAVSQAVUgAVWwAVZAAVbQAVdgAVfwAVQAkVSQkVUgkVWwkVZAkVbQkVdgkVfwkVQBIVSRIVUhIVWxIVZBIVbRIVdhIVfxIVQBsVSRsVUhsVWxsVZBsVbRsVdhsVfxsVQCQVSSQVUiQVWyQVZCQVbSQVdiQVfyQVQC0VSS0VUi0VWy0VZC0VbS0Vdi0Vfy0VQDYVSTYVUjYVWzYVZDYVbTYVdjYVfzYVQD8VST8VUj8VWz8VZD8VbT8Vdj8Vfz8VQAAqiQAqkgAqmwAqpAAqrQAqtgAqvwAqgAkqiQkqkgkqmwkqpAkqrQkqtgkqvwkqgBIqiRIqkhIqmxIqpBIqrRIqthIqvxIqgBsqiRsqkhsqmxsqpBsqrRsqthsqvxsqgCQqiSQqkiQqmyQqpCQqrSQqtiQqvyQqgC0qiS0qki0qmy0qpC0qrS0qti0qvy0qgDYqiTYqkjYqmzYqpDYqrTYqtjYqvzYqgD8qiT8qkj8qmz8qpD8qrT8qtj8qvz8qgAA/yQA/0gA/2wA/5AA/7QA/9gA//wA/wAk/yQk/0gk/2wk/5Ak/7Qk/9gk//wk/wBI/yRI/0hI/2xI/5BI/7RI/9hI//xI/wBs/yRs/0hs/2xs/5Bs/7Rs/9hs//xs/wCQ/ySQ/0iQ/2yQ/5CQ/7SQ/9iQ//yQ/wC0/yS0/0i0/2y0/5C0/7S0/9i0//y0/wDY/yTY/0jY/2zY/5DY/7TY/9jY//zY/wD8/yT8/0j8/2z8/5D8/7T8/9j8//z8/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQECgAfACwAAAAAGAAQAAAIwwABCDxAEMexY8AS/liIoyG+h/8iCgRAEN9BhAoZNqwY8d/EihcTAlv4oyEOjhIHPgyZseRGgh0nPrR4UCRJkwQPAEgJYCbLkRpPEtzpUaDPmi1xDuV5FCNQl0J1Ml2J9KlSqUV7UnV68yVWmVttBs1JFCxNrmOX/jtw4cONHz526MCBB89DeOCgARNGzNixQ4cItn3bg8dcHLhw4YOHTS/fYn8DH3hw4gXcHTno2sWHDhyyvcP8Hjty5OOBs2KhovwXEAAh+QQFCgACACwAAAQAFwALAAAIWwAFCBxIsODABwYTKlzIsKHDhxAFIIy4MADFiwsnDvxw4oeAHgJyCMQlEB02AcGGFTsm8IgAjgJ88NghEs9AdAKQBRNoTMCRIw8uCLjxkSBJAeBOpiTG8pCAgAAAIfkEBQoAAgAsAAAEABgACwAACF0ABQgcSLDgwAMGEypcyLChw4cQI0oUAGCiwQAWBSIk+EDACwE+eOjAURAcNGTCmBkTcEgAwgcnXvwQOBIPLgH44JkEJmxYsWOHWgr8IDPkSILwBEADJrCYwCMuAwIAIfkEBQoAAgAsAAAFABYACgAACFYABQgcSLDgwAcGExbMobChw4cKDwgMANEgwooOAWBUeOHEDQE9djDEg0sgPGwCgikrNvDIBQEfQw7Eg08AOmzIBBIzJtClR5AiBZAUeDOlsJ0CDgkICAA7';
/** By FFmpeg 5.1 and libaom, 24 × 16 without loss: red 10x, green 15y, blue 7x + 3y. */
const AVIF_LOSSLESS =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAD5bWV0YQAAAAAAAAAvaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAFBpY3R1cmVIYW5kbGVyAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAASEAAADFAAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGppcHJwAAAAS2lwY28AAAAUaXNwZQAAAAAAAAAYAAAAEAAAABBwaXhpAAAAAAMICAgAAAAMYXYxQ4EgAAAAAAATY29scm5jbHgAAgACAACAAAAAF2lwbWEAAAAAAAAAAQABBAECgwQAAADNbWRhdAoIOBDv7aAhoAQyuAEQAAD949/6E33gGJMGHiMc6616pazZ6mVY/20xEWojAmLDSU3h5qBuIFrLqy0a263tgI5JPVI5nd7UbA2xXjLw9tMgbvNLEb4N3fUucGAfBdysBuqSb9Gt3P7trqN/hrofWIUwIcXPDqjQlwCGkSWV8wnvzZJjVo5WcltID/1I6fqtCr0+PVAY/qti0/jZZ11k7QewwtUV23EavJztSel3DN0f0oIAFamxYa/Rkfnc+xwFQ8o4YSnO';
/** The same in 10 bits of YUV 4:2:0, with loss. */
const AVIF_10 =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD5bWV0YQAAAAAAAAAvaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAFBpY3R1cmVIYW5kbGVyAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAASEAAAA1AAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGppcHJwAAAAS2lwY28AAAAUaXNwZQAAAAAAAAAYAAAAEAAAABBwaXhpAAAAAAMKCgoAAAAMYXYxQ4EATAAAAAATY29scm5jbHgAAgACAAIAAAAAF2lwbWEAAAAAAAAAAQABBAECgwQAAAA9bWRhdAoGGBDv7cBAMisVAAQAQASOAADDbYKCfhjWFqH/3FZ5EiQAHEA8BfSo/N3EZy/VjSZEMRHM';

const PARTS = ['c6490bed93b2879c', 'd9b74f081dcfb353', '19f5fb0e3b18ee3b', '6fe6418bc92e17e4'];
const FILM = ['9cc5376989e6c4aa', '9218a41f0eb96bff', '2376c66d594a9a6f', '0b786e962be4efbe'];

const bytesOf = (base64: string): Bytes => new Uint8Array(Buffer.from(base64, 'base64'));

async function run(file: Bytes, options: { readonly take?: number } = {}): Promise<KernelRun> {
  const ended = await runKernel(kernel, {
    params: spec.params.parse({ file: { name: 'a', bytes: 1, sha256: '0'.repeat(64) } }),
    hosts: { file: async () => new Blob([file]) },
    paced: options.take !== undefined,
    ...options,
  });
  expect(ended.leaked).toBe(0);
  return ended;
}

const framesOf = ({ emitted }: KernelRun): readonly Frame[] =>
  emitted.map(({ chunk }) => chunk.payload as Frame);
const shown = async (file: Bytes): Promise<Frame> => framesOf(await run(file))[0]!;
const hashOf = (frame: Frame): string =>
  createHash('sha256').update(frame.planes[0]!).digest('hex').slice(0, 16);

/** Packed RGBA of a picture. */
const pixels = (
  [width, height]: readonly [number, number],
  value: (x: number, y: number) => readonly number[],
): readonly number[] =>
  Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))).flat();

const FOUR = [
  [10, 20, 30, 255],
  [200, 100, 50, 255],
  [0, 255, 0, 255],
  [90, 90, 200, 255],
] as const;
/** Rows from the top, each pixel the number of one of four colours. */
const inFour = (...rows: readonly string[]): readonly number[] =>
  rows.flatMap((row) => row.split('').flatMap((colour) => FOUR[Number(colour)]!));
/** 5 bits as 8. */
const wide = (value: number): number => Math.round((value * 255) / 31);

test.each([
  ['4 bits', BMP_4, inFour('01230', '12301', '23012')],
  ['runs of 8 bits', BMP_RLE_8, inFour('22222222', '00333300', '00000000', '11123100')],
  ['runs of 4 bits', BMP_RLE_4, inFour('3030303030', '1212131201')],
  ['15 bits', BMP_16, pixels([5, 3], (x, y) => [wide(7 * x), wide(15 * y), wide(31 - x), 255])],
  ['24 bits', BMP_24, pixels([5, 3], (x, y) => [50 * x, 80 * y, 200, 255])],
  ['32 bits', BMP_32, pixels([5, 3], (x, y) => [50 * x, 80 * y, 200, 40 * x + 15])],
])('a BMP of %s keeps every value', async (_, file, expected) => {
  const frame = await shown(bytesOf(file));
  expect(frame.format).toBe('RGBA');
  expect([...frame.planes[0]!]).toEqual(expected);
});

test('a GIF shows what FFmpeg shows of each picture: interlaced, in parts, cleared, taken back', async () => {
  // SHA-256 of what `ffmpeg -trans_color 0 -i … -pix_fmt rgba` makes of each picture.
  const parts = await run(bytesOf(GIF_PARTS));
  expect(framesOf(parts).map(hashOf)).toEqual(PARTS);
  const film = await run(bytesOf(GIF_FILM));
  expect(framesOf(film).map(hashOf)).toEqual(FILM);
});

test('each picture of a GIF lasts as long as it says, 0.1 s if it says nothing', async () => {
  const { emitted } = await run(bytesOf(GIF_PARTS));
  expect(emitted.map(({ chunk: { timestamp, duration } }) => [timestamp, duration])).toEqual([
    [0, 70_000],
    [70_000, 100_000],
    [170_000, 200_000],
    [370_000, 50_000],
  ]);
});

test('a GIF that moves begins again in a live run, as it began', async () => {
  const { emitted } = await run(bytesOf(GIF_PARTS), { take: 6 });
  const hashes = emitted.map(({ chunk }) => hashOf(chunk.payload as Frame));
  expect(hashes.slice(4)).toEqual(PARTS.slice(0, 2));
  expect(emitted.at(4)!.chunk.timestamp).toBe(420_000);
});

test('a lossless AVIF keeps every value; one of 10 bits comes near to what was written', async () => {
  const written = pixels([24, 16], (x, y) => [10 * x, 15 * y, (7 * x + 3 * y) % 256, 255]);
  const frame = await shown(bytesOf(AVIF_LOSSLESS));
  expect(frame).toMatchObject({ format: 'RGBA', width: 24, height: 16 });
  expect([...frame.planes[0]!]).toEqual(written);
  const lossy = (await shown(bytesOf(AVIF_10))).planes[0]!;
  const apart = lossy.reduce((sum, value, i) => sum + Math.abs(value - written[i]!), 0);
  expect(apart / lossy.length).toBeLessThan(8);
});

/** A box of an ISO file. */
function box(type: string, ...contents: readonly (readonly number[])[]): readonly number[] {
  const inside = contents.flat();
  return [0, 0, 0, inside.length + 8, ...Buffer.from(type), ...inside];
}

test.each([
  // Quarter turns against the clock, then the mirror; beside it where Exif 2.32 says row 0 and column 0 are.
  [0, undefined, 1],
  [1, undefined, 8],
  [2, undefined, 3],
  [3, undefined, 6],
  [0, 0, 4],
  [0, 1, 2],
  [1, 0, 5],
  [3, 0, 7],
])('an AVIF turned %i times and mirrored by %s stands as %i', (turns, axis, orientation) => {
  const size = box('ispe', [0, 0, 0, 0], [0, 0, 0, 30], [0, 0, 0, 20]);
  const other = box('ispe', [0, 0, 0, 0], [0, 0, 0, 7], [0, 0, 0, 7]);
  const mirror = axis === undefined ? [] : [box('imir', [axis])];
  const holder = box('ipco', other, size, box('irot', [turns]), ...mirror);
  const items = [1, [0, 1, 1, 1], 2, [0, 2, 2 + mirror.length, 0x82, 0x83, 0x84]] as const;
  const own = mirror.length > 0 ? items[3] : items[3].slice(0, -1);
  const links = box('ipma', [0, 0, 0, 0], [0, 0, 0, 2], items[1], own);
  const meta = box(
    'meta',
    [0, 0, 0, 0],
    box('pitm', [0, 0, 0, 0, 0, 2]),
    box('iprp', holder, links),
  );
  const file = new Uint8Array([...box('ftyp', [...Buffer.from('mif1\0\0\0\0avif')]), ...meta]);
  expect(imageType(file)).toBe('image/avif');
  expect(readAvifHeader(file)).toEqual({ width: 30, height: 20, orientation });
});

test.each([
  ['BMP', BMP_24],
  ['BMP in runs', BMP_RLE_8],
  ['GIF', GIF_FILM],
  ['AVIF', AVIF_10],
])('half a %s is refused in words', async (_, file) => {
  const whole = bytesOf(file);
  await expect(run(whole.slice(0, whole.length >> 1))).rejects.toMatchObject({
    notice: {
      title: 'The picture is damaged',
      message: expect.stringMatching(/^'a' could not be decoded: it/),
    },
  });
});

test.each([
  ['BMP', BMP_24, 'header'],
  ['GIF', GIF_FILM, 'block'],
])('a %s with nonsense in it is refused in words', async (_, file, what) => {
  const broken = bytesOf(file);
  broken[what === 'header' ? 14 : broken.length - 1] = 99;
  await expect(run(broken)).rejects.toMatchObject({
    notice: { message: expect.stringContaining(what) },
  });
});

test('what is too large is refused with its size and the limit before memory is taken', async () => {
  const wide = bytesOf(BMP_24);
  new DataView(wide.buffer).setInt32(18, 20_000, true);
  const tall = bytesOf(GIF_FILM);
  new DataView(tall.buffer).setUint16(8, 20_000, true);
  for (const [file, size] of [
    [wide, '20000 × 3'],
    [tall, '24 × 20000'],
  ] as const) {
    await expect(run(file)).rejects.toMatchObject({
      notice: { message: expect.stringContaining(`${size} pixels; the limit is 16384 a side`) },
    });
  }
});
