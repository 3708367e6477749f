import { chmodSync } from 'node:fs';
import { defineConfig } from 'vite';

/** The `millrace` command for Node: everything of ours and of the libraries in one folder, native codecs outside. */
export default defineConfig({
  // What stands in public/ is read from there; it is not copied a second time.
  publicDir: false,
  plugins: [
    {
      name: 'executable',
      closeBundle: () => chmodSync('dist-runner/millrace.js', 0o755),
    },
  ],
  ssr: { noExternal: true, external: ['@napi-rs/webcodecs'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-runner',
    minify: false,
    rolldownOptions: {
      input: {
        millrace: 'src/runner/millrace.ts',
        'engine.worker': 'src/runner/engine.worker.ts',
      },
      output: {
        // One folder, since the command finds its package from where it lies.
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        banner: (chunk) => (chunk.name === 'millrace' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
