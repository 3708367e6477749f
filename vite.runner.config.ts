import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    { name: 'declarations', closeBundle: writeDeclarations },
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
        library: 'src/runner/library.ts',
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

/** What `import … from 'millrace'` has for types. It imports nothing, so it works without a single other package. */
function writeDeclarations(): void {
  const emit = '--ignoreConfig --declaration --emitDeclarationOnly --target es2023 --module esnext';
  const args = ['src/runner/api.ts', ...emit.split(' '), '--outDir', 'dist-runner'];
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], {
    stdio: 'inherit',
  });
  const run = `
/** Runs a pipeline to its end; see \`RunPipeline\`. */
export declare const runPipeline: RunPipeline;
`;
  const types = readFileSync('dist-runner/api.d.ts', 'utf8');
  rmSync('dist-runner/api.d.ts');
  writeFileSync('dist-runner/library.d.ts', `${types}${run}`);
}
