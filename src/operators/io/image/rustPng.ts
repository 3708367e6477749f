import open, { decode } from '@jsquash/png/codec/pkg/squoosh_png.js';
import binary from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url&inline';
import type { Bytes } from '#stream/payload.ts';
import { moduleOf, type Pixels } from './squoosh.ts';

const opened = open(moduleOf(binary));

/** The pixels of a PNG, of an animated one the still picture. Rejects if it is not whole. It holds the thread meanwhile. */
export async function decodeWithRust(bytes: Bytes): Promise<Pixels> {
  await opened;
  try {
    return decode(bytes);
  } catch (error) {
    throw new Error('it is cut off or corrupt', { cause: error });
  }
}
