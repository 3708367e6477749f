import { packageOf, reachable, readSources, type SourceFile } from '#testing/sourceGraph.ts';
import { expect, test } from 'vitest';

/** Imports go to a strictly lower rank, or stay within the layer. */
const RANKS: Readonly<Record<string, number>> = {
  base: 0,
  stream: 1,
  contract: 2,
  pipeline: 3,
  previews: 3,
  engine: 4,
  operators: 4,
  studio: 5,
  catalog: 5,
  app: 6,
  runner: 6,
};

/** What a thread without a page has no use for, and what would be heavy in every worker. */
const PAGE_ONLY = ['react', 'react-dom', 'reactflow', '@base-ui/react', 'zustand', 'zod'];

const everything = readSources(['src/**/*.{ts,tsx}']);
const isTest = ({ path }: SourceFile): boolean =>
  path.endsWith('.test.ts') || layerOf(path) === 'testing';
const product = [...everything.values()].filter((file) => !isTest(file));

function layerOf(path: string): string {
  return path.split('/')[1]!;
}

/** `video/blur` or `video/_shared` for a file below `operators/`. */
function islandOf(path: string): string | undefined {
  const [, layer, domain, name] = path.split('/');
  return layer === 'operators' ? `${domain}/${name}` : undefined;
}

function named(pattern: RegExp): readonly SourceFile[] {
  const found = product.filter(({ path }) => pattern.test(path));
  expect(found, `No file is like ${pattern}.`).not.toEqual([]);
  return found;
}

/** A sentence for every import of the files that `isWrong` says so of. */
function wrongImports(
  files: Iterable<SourceFile>,
  isWrong: (file: SourceFile, wanted: SourceFile['imports'][number]) => boolean,
): readonly string[] {
  return [...files].flatMap((file) =>
    file.imports
      .filter((wanted) => isWrong(file, wanted))
      .map(({ request }) => `${file.path} imports '${request}'`),
  );
}

/** How each of the files gets at a package that only the page may have. */
function waysToPage(files: Iterable<SourceFile>): readonly string[] {
  return [...files].flatMap(({ path }) => {
    const ways = reachable(everything, path, 'with lazy imports');
    return PAGE_ONLY.flatMap((name) => ways.get(name)?.join(' → ') ?? []);
  });
}

test('every layer was read, and every file is in one', () => {
  const layers = new Set(product.map(({ path }) => layerOf(path)));
  expect([...layers].toSorted()).toEqual(Object.keys(RANKS).toSorted());
  expect(product.length).toBeGreaterThan(150);
  const links = product.flatMap(({ imports }) => imports.filter(({ file }) => file !== undefined));
  expect(links.length).toBeGreaterThan(300);
});

test('imports point down, or stay in their layer', () => {
  const upward = wrongImports(everything.values(), ({ path }, { file }) => {
    if (!file || layerOf(path) === layerOf(file)) return false;
    const from = RANKS[layerOf(path)];
    const to = RANKS[layerOf(file)];
    return from !== undefined && to !== undefined && to >= from;
  });
  expect(upward).toEqual([]);
});

test('the product imports no test tools', () => {
  expect(
    wrongImports(product, (_, { file, request }) => {
      const isTool = file !== undefined && (layerOf(file) === 'testing' || file.includes('.test.'));
      return isTool || request === 'vitest' || request === 'fast-check';
    }),
  ).toEqual([]);
});

test('an operator knows no other, only what its domain shares', () => {
  const strays = wrongImports(everything.values(), ({ path }, { file }) => {
    const from = islandOf(path);
    const to = file && islandOf(file);
    if (!from || !to || from === to) return false;
    return to !== `${from.split('/')[0]}/_shared`;
  });
  expect(strays).toEqual([]);
});

test('a spec imports the contract, zod and constants of its own domain', () => {
  const specs = named(/^src\/operators\/[^/]+\/[^/]+\/spec\.ts$/);
  expect(specs.length).toBeGreaterThan(20);
  const strays = wrongImports(specs, ({ path }, { file, request, isType }) => {
    if (!file) return request !== 'zod';
    const isConstants = layerOf(file) === layerOf(path) && !file.endsWith('/kernel.ts');
    return !isType && layerOf(file) !== 'contract' && !isConstants;
  });
  expect(strays).toEqual([]);
});

test('a kernel knows its spec as a type, and reaches neither React nor zod', () => {
  const kernels = named(/^src\/operators\/[^/]+\/[^/]+\/kernel\.ts$/);
  expect(kernels.length).toBeGreaterThan(20);
  expect(
    wrongImports(kernels, (_, { file, isType }) => !isType && (file ?? '').endsWith('/spec.ts')),
  ).toEqual([]);
  expect(waysToPage(kernels)).toEqual([]);
});

test('what runs in engine workers and what samples for previews reaches no page', () => {
  expect(waysToPage(named(/^src\/(?:engine\/worker\/|app\/engine\.worker\.ts)/))).toEqual([]);
  expect(waysToPage(named(/^src\/previews\/(?:[^/]+\/sample|samplers)\.ts$/))).toEqual([]);
});

test('nothing below the studio knows React, except where previews are drawn', () => {
  const react = wrongImports(product, ({ path }, { request, isType }) => {
    const isPage = ['studio', 'app'].includes(layerOf(path)) || path.endsWith('.tsx');
    return !isPage && !isType && ['react', 'react-dom', 'reactflow'].includes(packageOf(request));
  });
  expect(react).toEqual([]);
});

test('no file needs itself', () => {
  const loops = [...everything.values()].flatMap(({ path, imports }) =>
    imports.flatMap(({ file, isType, isLazy }) => {
      if (!file || isType || isLazy) return [];
      return reachable(everything, file, 'at once').get(path)?.join(' → ') ?? [];
    }),
  );
  expect(loops).toEqual([]);
});

test('every import leads to a file', () => {
  expect(wrongImports(everything.values(), (_, { isLost }) => isLost)).toEqual([]);
});

test('imports are written as `#layer/file.ts` or `./file.ts`', () => {
  const strays = wrongImports(everything.values(), ({ path }, { request, file }) => {
    if (!file) return false;
    const isWritten = request.startsWith('#') || /^\.\/[^.]/.test(request);
    const isAcross = request.startsWith('./') && layerOf(file) !== layerOf(path);
    return (
      !isWritten || isAcross || !/\.(?:tsx?|mjs|css|svg|json)(?:\?\w+(?:&\w+)*)?$/.test(request)
    );
  });
  expect(strays).toEqual([]);
});

test('every export has a name of its own', () => {
  const nameless = [...everything.values()].flatMap(({ path, namelessExports }) =>
    namelessExports.map((words) => `${path}: ${words}`),
  );
  expect(nameless).toEqual([]);
});
