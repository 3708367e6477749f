import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { headers } from './scripts/headers.ts';
import { modelList } from './scripts/modelList.ts';
import { oneRuntime } from './scripts/oneRuntime.ts';

export default defineConfig({
  plugins: [react(), headers(), modelList()],
  build: {
    target: 'es2022',
    // A worklet or worker as a data URL would be refused by the content security policy.
    assetsInlineLimit: 0,
    // One stylesheet and few chunks: the page is small and served from the same machine.
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [oneRuntime()] },
  preview: { port: 4173 },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: ['src/runner/**'] },
      },
      {
        extends: true,
        // These drive the built command, so it is built before them.
        test: {
          name: 'runner',
          include: ['src/runner/**/*.test.ts'],
          globalSetup: 'scripts/buildRunner.ts',
          // Each calls the command several times, half a second each where nothing else runs.
          testTimeout: 20_000,
        },
      },
    ],
  },
});
