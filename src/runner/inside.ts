import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { errorCode } from './fileErrors.ts';

/**
 * The place of `name` below a folder, if it lies there once every link on the way is followed; undefined
 * for one that leads out. Neither need exist.
 */
export function inside(folder: string, name: string): string | undefined {
  const root = followed(resolve(folder));
  const path = followed(resolve(root, name));
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined;
}

/** The path with all links followed, as far as it exists. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
    if (!isMissing || dirname(path) === path) throw error;
    return join(followed(dirname(path)), basename(path));
  }
}
