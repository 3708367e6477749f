import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { ResolverFactory } from 'oxc-resolver';
import { globSync } from 'tinyglobby';

/** One import, re-export or dynamic import of a file. */
export interface Import {
  /** As it is written: `#stream/micros.ts`, `./loops.ts`, `react`. */
  readonly request: string;
  /** The file it means, below the repository; undefined for a package, or where there is none. */
  readonly file: string | undefined;
  /** True if it should be a file of ours and is none. */
  readonly isLost: boolean;
  /** True if nothing of it is left once types are gone. */
  readonly isType: boolean;
  /** True for `import(…)`. */
  readonly isLazy: boolean;
}

/** What one file says about others. */
export interface SourceFile {
  /** Below the repository, such as `src/pipeline/loops.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Exports that hide names: `export default`, `export *`. */
  readonly namelessExports: readonly string[];
}

const root = process.cwd();
const resolver = new ResolverFactory({ extensions: [], conditionNames: ['import'] });

/** Every TypeScript file that `patterns` find, parsed. Throws if one does not parse. */
export function readSources(patterns: readonly string[]): ReadonlyMap<string, SourceFile> {
  const paths = globSync([...patterns], { cwd: root });
  return new Map(paths.map((path) => [path, readSource(path)]));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`'${path}' does not parse: ${errors[0]!.message}`);
  const exports = module.staticExports.flatMap(({ start, entries }) =>
    entries.map((entry) => ({ ...entry, isType: startsTyped(text, start) })),
  );
  const imports = [
    ...module.staticImports.map(({ start, moduleRequest }) =>
      importOf(path, moduleRequest.value, startsTyped(text, start), false),
    ),
    ...exports.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? importOf(path, moduleRequest.value, isType, false) : [],
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^['"](.*)['"]$/.exec(text.slice(start, end));
      return literal ? importOf(path, literal[1]!, false, true) : [];
    }),
  ];
  const namelessExports = exports.flatMap(({ exportName, importName }) => {
    const [exported, imported]: readonly string[] = [exportName.kind, importName.kind];
    if (exported === 'Default') return 'export default';
    return imported === 'AllButDefault' ? 'export *' : [];
  });
  return { path, imports, namelessExports };
}

/** `import { type A }` is no type import: `verbatimModuleSyntax` keeps the module. */
function startsTyped(text: string, start: number): boolean {
  return /^(?:import|export)\s+type\b/.test(text.slice(start));
}

function importOf(path: string, request: string, isType: boolean, isLazy: boolean): Import {
  const isOurs = request.startsWith('.') || request.startsWith('#');
  const file = isOurs ? fileOf(path, request) : undefined;
  return { request, file, isLost: isOurs && file === undefined, isType, isLazy };
}

function fileOf(path: string, request: string): string | undefined {
  const [bare] = request.split('?');
  const { path: found } = resolver.sync(`${root}/${dirname(path)}`, bare!);
  return found === undefined ? undefined : relative(root, found);
}

/**
 * Everything that `start` needs, with the way to it: files by path, packages by name. Types don't count.
 */
export function reachable(
  sources: ReadonlyMap<string, SourceFile>,
  start: string,
  lazy: 'with lazy imports' | 'at once',
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  // A map hands out what is added to it while it is walked.
  for (const [path, way] of ways) {
    for (const { request, file, isType, isLazy } of sources.get(path)?.imports ?? []) {
      if (isType || (isLazy && lazy === 'at once')) continue;
      const target = file ?? packageOf(request);
      if (!ways.has(target)) ways.set(target, [...way, target]);
    }
  }
  return ways;
}

/** `@base-ui/react` for `@base-ui/react/slider`. */
export function packageOf(request: string): string {
  return request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/');
}
