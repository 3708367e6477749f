import factory from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import binary from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline';
import { wasmModule } from '#stream/wasmModule.ts';
import type { Bytes } from '#stream/payload.ts';

/** What the package's script makes, as far as it is used here; its own types leave this open. */
type CreateDecoder = (settings: {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  readonly printErr: (words: string) => void;
}) => Promise<{
  decode(data: Bytes, upright: boolean): { readonly data: Uint8ClampedArray<ArrayBuffer> } | null;
}>;

const createDecoder: CreateDecoder = factory;

/** What the decoder remarks and goes on: bytes between segments, which some cameras leave there. */
const HARMLESS = /extraneous bytes/;
/** The first remark about a picture of which a part could not be read. */
const BROKEN = /^(Corrupt JPEG data|Premature end)/;

let module: WebAssembly.Module | undefined;

/**
 * The pixels of a JPEG as stored, packed RGBA: 4 bytes each, opaque. The same bytes in every engine, since
 * MozJPEG's arithmetic is of integers and WebAssembly the same everywhere. Colour or grey of 8 bits
 * a sample, baseline or progressive. Rejects with the decoder's own words if any of it can't be read. It holds the
 * thread: 50 million pixels take 0.4 s, progressive 0.75 s. The memory of the decoder ends with the call.
 */
export async function decodeWithMozjpeg(bytes: Bytes): Promise<Bytes> {
  module ??= wasmModule(binary.slice(binary.indexOf(',') + 1));
  const compiled = module;
  const remarks: string[] = [];
  const decoder = await createDecoder({
    noInitialRun: true,
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
    printErr: (words) => remarks.push(words),
  });
  let pixels: Uint8ClampedArray<ArrayBuffer> | undefined;
  try {
    // Orientation is left to the caller: the decoder's own cuts off what is not square.
    pixels = decoder.decode(bytes, false)?.data;
  } catch (error) {
    throw new Error(remarks.join(', ') || 'its decoder gave up', { cause: error });
  }
  const wrong = remarks.find((words) => BROKEN.test(words) && !HARMLESS.test(words));
  if (!pixels || wrong !== undefined) throw new Error(wrong ?? 'its decoder gave nothing');
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}
