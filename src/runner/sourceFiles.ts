import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, isAbsolute, join } from 'node:path';
import { EXIT, Refusal } from './exitCodes.ts';
import { cannotRead } from './fileErrors.ts';

/**
 * The files that `--source` names, if these are many: all of a folder, or all that fit a pattern with
 * `*`, `?` and `**`. Undefined for one file, whether it is there or not.
 */
export function sourceFiles(path: string): readonly string[] | undefined {
  if (path === '-') return undefined;
  if (existsSync(path))
    return statSync(path).isDirectory() ? someOf(path, filesOf(path)) : undefined;
  return /[*?]/.test(path) ? someOf(path, fitting(path)) : undefined;
}

/** A name for each file's results: the shortest way to call them that tells them apart. */
export function resultNames(paths: readonly string[]): readonly string[] {
  const ways = [
    (path: string) => basename(path, extname(path)),
    (path: string) => basename(path),
    (path: string) => path.replace(/^[./\\]+/, '').replaceAll(/[\\/]/g, '-'),
  ];
  const names = ways.map((way) => paths.map(way));
  return (
    names.find((list) => new Set(list).size === list.length) ?? paths.map((_, i) => `${i + 1}`)
  );
}

function someOf(path: string, files: readonly string[]): readonly string[] {
  if (files.length > 0) return files.toSorted();
  throw new Refusal(EXIT.noInput, `'${path}' names no file.`);
}

function filesOf(folder: string): readonly string[] {
  return entries(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name));
}

function fitting(pattern: string): readonly string[] {
  const parts = pattern.split('/').filter((part) => part !== '');
  return walk(isAbsolute(pattern) ? '/' : '', parts);
}

function walk(folder: string, [part, ...rest]: readonly string[]): readonly string[] {
  if (part === undefined) return [];
  const here = folder === '' ? '.' : folder;
  if (part === '**') {
    const deeper = entries(here)
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => walk(join(folder, name), [part, ...rest]));
    return [...walk(folder, rest), ...deeper];
  }
  if (!/[*?]/.test(part)) {
    const path = join(folder, part);
    if (rest.length > 0) return existsSync(path) ? walk(path, rest) : [];
    return existsSync(path) && statSync(path).isFile() ? [path] : [];
  }
  const shape = new RegExp(
    `^${part
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return entries(here)
    .filter((entry) => shape.test(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (rest.length > 0) return entry.isDirectory() ? walk(path, rest) : [];
      return entry.isFile() ? [path] : [];
    });
}

/** What lies in a folder, hidden names left out, as a shell does. */
function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  } catch (error) {
    throw cannotRead(folder, error);
  }
}
