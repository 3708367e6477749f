import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import type { Plugin } from 'vite';

interface Manifest {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** The names of the models in `public/models` whose files are all there, each as long as its manifest says. */
export function modelsIn(root: string): readonly string[] {
  const manifests = globSync('src/operators/**/*.model.json', { cwd: root }).toSorted();
  return manifests.flatMap((path) => {
    const { name, files } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
    const isWhole = files.every((file) => {
      const at = join(root, 'public/models', name, file.name);
      return existsSync(at) && statSync(at).size === file.bytes;
    });
    return isWhole ? name : [];
  });
}

/** Serves `models.json`, the list of the models that come with the page, so that it knows before a node asks. */
export function modelList(): Plugin {
  let root = '.';
  const list = (): string => JSON.stringify(modelsIn(root));
  return {
    name: 'model-list',
    configResolved(config) {
      ({ root } = config);
    },
    configureServer(server) {
      server.middlewares.use('/models.json', (_, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(list());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'models.json', source: list() });
    },
  };
}
