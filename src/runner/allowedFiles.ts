import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { errorCode } from './fileErrors.ts';
import { inside } from './inside.ts';

/** Read at once while hashing, in bytes. */
const PIECE = 1024 * 1024;

/** A file as a document names it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Finds a document's own file in folders that `--allow-read` names: by its name, and only if its bytes
 * are those the document means. Undefined where there is none, and for names that lead out of the folder.
 */
export function allowedFile(file: NamedFile, folders: readonly string[]): string | undefined {
  // A name in a document is no path.
  if (file.name !== basename(file.name)) return undefined;
  return folders.map((folder) => inside(folder, file.name)).find((path) => isIt(path, file));
}

function isIt(path: string | undefined, { bytes, sha256 }: NamedFile): path is string {
  if (path === undefined) return false;
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size === bytes && hashOf(path) === sha256;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errorCode(error))) return false;
    throw error;
  }
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
