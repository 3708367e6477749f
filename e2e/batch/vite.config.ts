import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The studio's engine without the studio, built beside it for the tests that compare it with Node. */
export default defineConfig({
  base: '/batch/',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: resolve(process.env['MILLRACE_DIST'] ?? 'dist', 'batch'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The tap for pictures is of Node; no test here asks for it.
    rolldownOptions: { input: 'e2e/batch/index.html', external: [/^node:/] },
  },
  worker: { format: 'es', rolldownOptions: { external: [/^node:/] } },
});
