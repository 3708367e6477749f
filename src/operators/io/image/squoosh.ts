import { wasmModule } from '#stream/wasmModule.ts';
import type { Bytes } from '#stream/payload.ts';

/** Packed RGBA, 4 bytes a pixel, alpha not multiplied in. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * The file, and for a JPEG whether it shall be turned upright, for an AVIF how many bits a sample shall have; a
 * decoder throws if it gets more than it takes.
 */
export type DecoderInput = readonly [data: Bytes, setting?: boolean | number];

/** What the scripts of Squoosh's decoders make, as far as it is used here; their own types leave this open. */
export type CreateDecoder = (settings: {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  readonly printErr: (words: string) => void;
}) => Promise<{ decode(...values: DecoderInput): Pixels | null }>;

/** A binary that the build carries as a data URL. */
export function moduleOf(dataUrl: string): WebAssembly.Module {
  return wasmModule(dataUrl.slice(dataUrl.indexOf(',') + 1));
}

/**
 * Decodes in a memory that ends with the call. Gives what the decoder remarked besides.
 * Rejects with the decoder's own words if it gave up.
 */
export async function decodeOnce(
  create: CreateDecoder,
  compiled: WebAssembly.Module,
  input: DecoderInput,
): Promise<{ readonly pixels: Pixels; readonly remarks: readonly string[] }> {
  const remarks: string[] = [];
  const decoder = await create({
    noInitialRun: true,
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
    printErr: (words) => remarks.push(words),
  });
  try {
    const pixels = decoder.decode(...input);
    if (pixels) return { pixels, remarks };
  } catch (error) {
    throw new Error(remarks.join(', ') || 'its decoder gave up', { cause: error });
  }
  throw new Error('its decoder found no whole picture');
}
