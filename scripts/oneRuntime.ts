import type { Plugin } from 'vite';

/**
 * Keeps the build from carrying ONNX Runtime's binary, 14 MB, a second time: its script names the file in a way
 * that bundlers take for an asset, but is handed the bytes of the one in public/models.
 */
export function oneRuntime(): Plugin {
  const asset = 'new URL("ort-wasm-simd-threaded.wasm",import.meta.url).href';
  return {
    name: 'one-runtime',
    transform: {
      filter: { id: /ort\.wasm\.bundle/ },
      handler: (code) => code.replaceAll(asset, '"ort-wasm-simd-threaded.wasm"'),
    },
  };
}
