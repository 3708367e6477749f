import type { KernelEnv } from '#contract/env.ts';
import { refuseTooLarge } from '#operators/io/_shared/copyPicture.ts';
import { rgbaToI420 } from '#stream/colour.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { frameOver } from '#stream/frames.ts';
import type { Bytes, Colour, Frame } from '#stream/payload.ts';
import { readAvifHeader } from './avifHeader.ts';
import { type JpegHeader, readJpegHeader } from './jpegHeader.ts';
import { readBmpSize, readGifSize, readPngSize, readWebpHeader } from './otherHeaders.ts';
import type { Pixels } from './squoosh.ts';
import { upright } from './upright.ts';

/**
 * One to two seconds of decoding, for which the worker does not answer: a PNG of 64 million pixels takes 1.0 s, and
 * 1.7 s if it is all noise. It takes 1.3 GB meanwhile.
 */
const MOST_PIXELS = 64e6;
/** An AVIF takes three times as long for a pixel: 1.2 s for 17 million. */
const MOST_AVIF_PIXELS = 24e6;

/** JFIF 1.02: BT.601, full range. */
const JFIF: Colour = { matrix: 'bt601', range: 'full' };
/** RFC 6386 §9.2: BT.601, limited range. */
const VP8: Colour = { matrix: 'bt601', range: 'limited' };
/** RGB has neither matrix nor limited range; these are what its frames say. */
const RGB: Colour = { matrix: 'bt709', range: 'full' };

/** A format whose pictures are the same bytes in browsers and in Node, since we bring the decoder. */
export interface OwnDecoder {
  /** Why a file is left to another decoder all the same, as the end of a sentence; undefined if it isn't. */
  notOurs(bytes: Bytes): string | undefined;
  /**
   * The picture upright, as a frame allocated in the current call. Rejects with a `Fault` if it is too large,
   * else with an `Error` whose message says what is wrong with the file, as part of a sentence.
   */
  decode(bytes: Bytes, env: KernelEnv): Promise<Frame | Film>;
}

/** Pictures that follow one another, again and again. */
export interface Film {
  /** How long each is shown. */
  readonly durations: readonly Micros[];
  /** The next picture, as a frame allocated in the current call. Throws an `Error` as `decode` rejects with. */
  next(): Frame;
}

// Decoders are imported here, up to 1.6 MB each, for those alone who open such a file.
const jpeg: OwnDecoder = {
  notOurs(bytes) {
    const header = readJpegHeader(bytes);
    if (header?.components === 4) return 'it has four inks (CMYK)';
    if (header && header.bits !== 8) return `it has ${header.bits} bits a sample`;
    return header && tooMany(header);
  },
  async decode(bytes, env) {
    const header = wholeJpeg(bytes);
    refuseTooLarge(header.width, header.height);
    const { decodeWithMozjpeg } = await import('./mozjpeg.ts');
    const pixels = await decodeWithMozjpeg(bytes);
    await env.turn();
    return asI420(pixels, header.orientation, JFIF, env);
  },
};

const png: OwnDecoder = {
  notOurs: (bytes) => tooMany(readPngSize(bytes)),
  async decode(bytes, env) {
    const { width, height } = readPngSize(bytes);
    refuseTooLarge(width, height);
    const { decodeWithRust } = await import('./rustPng.ts');
    const pixels = await decodeWithRust(bytes);
    await env.turn();
    return asRgba(pixels, env);
  },
};

const webp: OwnDecoder = {
  notOurs(bytes) {
    const header = readWebpHeader(bytes);
    return header.animated ? 'it is animated' : tooMany(header);
  },
  async decode(bytes, env) {
    const { decodeWithLibwebp } = await import('./libwebp.ts');
    const pixels = await decodeWithLibwebp(bytes);
    await env.turn();
    return readWebpHeader(bytes).lossy ? asI420(pixels, 1, VP8, env) : asRgba(pixels, env);
  },
};

const avif: OwnDecoder = {
  notOurs: (bytes) => tooMany(readAvifHeader(bytes), MOST_AVIF_PIXELS),
  async decode(bytes, env) {
    const { width, height, orientation } = readAvifHeader(bytes);
    refuseTooLarge(width, height);
    const { decodeWithLibavif } = await import('./libavif.ts');
    const pixels = await decodeWithLibavif(bytes);
    await env.turn();
    return framed(upright(bytesOf(pixels), pixels.width, pixels.height, orientation), env);
  },
};

const bmp: OwnDecoder = {
  notOurs: (bytes) => tooMany(readBmpSize(bytes)),
  async decode(bytes, env) {
    const { width, height } = readBmpSize(bytes);
    refuseTooLarge(width, height);
    const { decodeBmp } = await import('./bmp.ts');
    const pixels = decodeBmp(bytes);
    await env.turn();
    return asRgba(pixels, env);
  },
};

const gif: OwnDecoder = {
  notOurs: (bytes) => tooMany(readGifSize(bytes)),
  async decode(bytes, env) {
    const [{ readGif }, { GifScreen }] = await Promise.all([
      import('./gif.ts'),
      import('./gifScreen.ts'),
    ]);
    const parts = readGif(bytes);
    const { width, height, frames } = parts;
    refuseTooLarge(width, height);
    const screen = new GifScreen(parts);
    const next = (): Frame => {
      screen.next();
      return framed(frameOver(screen.pixels, 'RGBA', width, height, RGB), env);
    };
    return frames.length === 1 ? next() : { durations: frames.map(durationOf), next };
  },
};

/** One that is to be shown for no time, or next to none, is shown for a tenth of a second, as every browser has it. */
function durationOf({ delay }: { readonly delay: number }): Micros {
  return micros((delay <= 1 ? 10 : delay) * 10_000);
}

/** By the type of the file. */
export const OWN_DECODERS: Readonly<Partial<Record<string, OwnDecoder>>> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/webp': webp,
  'image/avif': avif,
  'image/bmp': bmp,
  'image/gif': gif,
};

function tooMany(
  { width, height }: { readonly width: number; readonly height: number },
  most = MOST_PIXELS,
): string | undefined {
  if (width * height <= most) return undefined;
  return `it is ${width} × ${height}, more than ${most / 1e6} million pixels`;
}

function wholeJpeg(bytes: Bytes): JpegHeader {
  const header = readJpegHeader(bytes);
  if (!header) throw new Error('it has no picture data');
  if (!header.ended) throw new Error('it ends before the picture does');
  return header;
}

function asI420(pixels: Pixels, orientation: number, colour: Colour, env: KernelEnv): Frame {
  const picture = upright(bytesOf(pixels), pixels.width, pixels.height, orientation);
  const frame = env.frames.allocate('I420', picture.width, picture.height, colour);
  rgbaToI420(picture, frame);
  return frame;
}

function asRgba(pixels: Pixels, env: KernelEnv): Frame {
  return framed(frameOver(bytesOf(pixels), 'RGBA', pixels.width, pixels.height, RGB), env);
}

/** A copy of packed RGBA in memory of the pool. */
function framed({ planes: [from], width, height }: Frame, env: KernelEnv): Frame {
  const frame = env.frames.allocate('RGBA', width, height, RGB);
  const row = width * 4;
  for (let y = 0; y < height; y++) {
    frame.planes[0]!.set(from!.subarray(y * row, (y + 1) * row), y * frame.strides[0]!);
  }
  return frame;
}

function bytesOf({ data }: Pixels): Bytes {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
