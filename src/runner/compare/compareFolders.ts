import { cannotRead } from '#runner/fileErrors.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compareFiles, type Difference } from './compareFiles.ts';

/** How one file of two folders compares. */
export interface Comparison {
  /** Its path below both folders, with slashes. */
  readonly name: string;
  readonly difference: Difference;
}

/** Compares every file of two folders, by name, in alphabetical order. */
export function compareFolders(
  expected: string,
  actual: string,
  tolerance: number,
): readonly Comparison[] {
  const before = new Set(filesIn(expected));
  const now = new Set(filesIn(actual));
  const names = [...new Set([...before, ...now])].toSorted();
  return names.map((name) => {
    if (!now.has(name)) return { name, difference: 'it was expected, but nothing wrote it' };
    if (!before.has(name)) return { name, difference: 'it was written, but not expected' };
    const [should, is] = [expected, actual].map((folder) => readFileSync(join(folder, name)));
    return { name, difference: compareFiles(name, should!, is!, tolerance) };
  });
}

/** Paths of all files below a folder, hidden ones left out; none if there is no such folder. */
export function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  } catch (error) {
    throw cannotRead(folder, error);
  }
}
