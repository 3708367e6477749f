import factory from '@jsquash/webp/codec/dec/webp_dec.js';
import binary from '@jsquash/webp/codec/dec/webp_dec.wasm?url&inline';
import type { Bytes } from '#stream/payload.ts';
import { type CreateDecoder, decodeOnce, moduleOf, type Pixels } from './squoosh.ts';

const create: CreateDecoder = factory;
const compiled = moduleOf(binary);

/** The pixels of a still WebP. Rejects if it is not whole. It holds the thread meanwhile. */
export async function decodeWithLibwebp(bytes: Bytes): Promise<Pixels> {
  return (await decodeOnce(create, compiled, [bytes])).pixels;
}
