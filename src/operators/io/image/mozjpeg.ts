import factory from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import binary from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline';
import type { Bytes } from '#stream/payload.ts';
import { type CreateDecoder, decodeOnce, moduleOf, type Pixels } from './squoosh.ts';

const create: CreateDecoder = factory;
const compiled = moduleOf(binary);

/** What the decoder remarks and goes on: bytes between segments, which some cameras leave there. */
const HARMLESS = /extraneous bytes/;
/** The first remark about a picture of which a part could not be read. */
const BROKEN = /^(Corrupt JPEG data|Premature end)/;

/**
 * The pixels of a JPEG as stored, opaque. The same bytes in every engine, since MozJPEG's arithmetic is of
 * integers and WebAssembly the same everywhere. Colour or grey of 8 bits a sample, baseline or progressive.
 * Rejects with the decoder's own words if any of it can't be read. It holds the thread: 50 million pixels
 * take 0.4 s, progressive 0.75 s.
 */
export async function decodeWithMozjpeg(bytes: Bytes): Promise<Pixels> {
  // Not turned: the decoder's own way cuts off what is not square.
  const { pixels, remarks } = await decodeOnce(create, compiled, [bytes, false]);
  const wrong = remarks.find((words) => BROKEN.test(words) && !HARMLESS.test(words));
  if (wrong !== undefined) throw new Error(wrong);
  return pixels;
}
