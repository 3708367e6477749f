import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { headers } from '../scripts/headers.ts';

/** The bench page: the engine by itself, over kernels that do nothing but pass on. Never part of the studio. */
export default defineConfig({
  root: resolve('bench'),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: resolve('dist/bench'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [headers()],
});
