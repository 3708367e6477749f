import type { Plugin } from 'vite';

/** Scripts of packages that name their binary in a way that bundlers take for an asset, and the name. */
const NAMED = [
  { script: /ort\.wasm\.bundle/, binary: 'ort-wasm-simd-threaded.wasm' },
  { script: /mozjpeg_dec\.js/, binary: 'mozjpeg_dec.wasm' },
  { script: /webp_dec\.js/, binary: 'webp_dec.wasm' },
  { script: /squoosh_png\.js/, binary: 'squoosh_png_bg.wasm' },
] as const;

/**
 * Keeps the build from carrying binaries a second time: these scripts are handed the bytes, ONNX Runtime's
 * 14 MB of the file in public/models, those for pictures out of our own script.
 */
export function oneRuntime(): Plugin {
  return {
    name: 'one-runtime',
    transform: {
      filter: { id: NAMED.map(({ script }) => script) },
      handler(code, id) {
        const { binary } = NAMED.find(({ script }) => script.test(id))!;
        const address = new RegExp(
          `new URL\\((["'])${binary}\\1, ?import\\.meta\\.url\\)(\\.href)?`,
          'g',
        );
        return code.replaceAll(address, `"${binary}"`);
      },
    },
  };
}
