import type { KernelEnv } from '#contract/env.ts';
import { rgbaToI420 } from '#stream/colour.ts';
import type { Bytes, Colour, Frame } from '#stream/payload.ts';
import { refuseTooLarge } from '#operators/io/_shared/copyPicture.ts';
import { readJpegHeader, type JpegHeader } from './jpegHeader.ts';
import { upright } from './upright.ts';

/** A second of decoding, for which the worker does not answer; and 0.5 GB for the time of it. */
const MOST_PIXELS = 64e6;

/** JFIF 1.02: BT.601, full range. */
const JFIF: Colour = { matrix: 'bt601', range: 'full' };

/** Why a JPEG is not decoded by our own decoder, as the end of a sentence; undefined if it is. */
export function notOurs(bytes: Bytes): string | undefined {
  const header = readJpegHeader(bytes);
  if (!header) return undefined;
  const { width, height, components, bits } = header;
  if (components === 4) return 'it has four inks (CMYK)';
  if (bits !== 8) return `it has ${bits} bits a sample`;
  if (width * height > MOST_PIXELS) {
    return `it is ${width} × ${height}, more than ${MOST_PIXELS / 1e6} million pixels`;
  }
  return undefined;
}

/**
 * The picture upright, as an I420 frame allocated in the current call, in colours of JFIF. The same bytes
 * in browsers and in Node. Rejects with a `Fault` if it is too large, else with an `Error` whose message says what is wrong with the file, as part of a sentence.
 */
export async function decodeJpeg(bytes: Bytes, env: KernelEnv): Promise<Frame> {
  const { width, height, orientation } = wholeHeader(bytes);
  refuseTooLarge(width, height);
  // 220 kB of decoder, for those alone who open a JPEG.
  const { decodeWithMozjpeg } = await import('./mozjpeg.ts');
  const pixels = await decodeWithMozjpeg(bytes);
  await env.turn();
  const picture = upright(pixels, width, height, orientation);
  const frame = env.frames.allocate('I420', picture.width, picture.height, JFIF);
  rgbaToI420(picture, frame);
  return frame;
}

function wholeHeader(bytes: Bytes): JpegHeader {
  const header = readJpegHeader(bytes);
  if (!header) throw new Error('it has no picture data');
  if (!header.ended) throw new Error('it ends before the picture does');
  return header;
}
