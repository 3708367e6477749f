import factory from '@jsquash/avif/codec/dec/avif_dec.js';
import binary from '@jsquash/avif/codec/dec/avif_dec.wasm?url&inline';
import type { Bytes } from '#stream/payload.ts';
import { type CreateDecoder, decodeOnce, moduleOf, type Pixels } from './squoosh.ts';

const create: CreateDecoder = factory;
const compiled = moduleOf(binary);

/**
 * The pixels of an AVIF as stored, 8 bits a sample, of a sequence the first. Rejects if it is not whole. It holds
 * the thread meanwhile.
 */
export async function decodeWithLibavif(bytes: Bytes): Promise<Pixels> {
  return (await decodeOnce(create, compiled, [bytes, 8])).pixels;
}
