import type { Plugin } from 'vite';

/** Scripts of packages that name their binary in a way that bundlers take for an asset, and the name. */
const NAMED = [
  { script: /ort\.wasm\.bundle/, binary: 'ort-wasm-simd-threaded.wasm' },
  { script: /mozjpeg_dec\.js/, binary: 'mozjpeg_dec.wasm' },
] as const;

/**
 * Keeps the build from carrying binaries a second time: both scripts are handed the bytes, ONNX Runtime's 14 MB
 * of the file in public/models, and those of MozJPEG out of our own script.
 */
export function oneRuntime(): Plugin {
  return {
    name: 'one-runtime',
    transform: {
      filter: { id: NAMED.map(({ script }) => script) },
      handler(code, id) {
        const { binary } = NAMED.find(({ script }) => script.test(id))!;
        return code.replaceAll(`new URL("${binary}",import.meta.url).href`, `"${binary}"`);
      },
    },
  };
}
