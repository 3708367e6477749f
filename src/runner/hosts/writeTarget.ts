import { EXIT, Refusal } from '#runner/exitCodes.ts';
import { type Stats, statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';

/**
 * What is at a path where something is to be written: a `file`, also where there is none yet, that is replaced; or a
 * named pipe or a character device, that is written into. Throws a `Refusal` for whatever else: a folder, a disk,
 * and a link to anything but a file.
 */
export async function writeTarget(path: string): Promise<'file' | 'pipe' | 'device'> {
  const stats = await lstat(path).catch(() => undefined);
  // What can't be looked at can't be written either, which is told when that is tried.
  if (!stats || stats.isFile()) return 'file';
  if (stats.isFIFO()) return 'pipe';
  if (stats.isCharacterDevice()) return 'device';
  if (!stats.isSymbolicLink()) throw notWritable(path, `it is ${wordsOf(stats)}`);
  // A link to a file is replaced by one: what it leads to is left alone.
  const behind = statSync(path, { throwIfNoEntry: false });
  if (!behind || behind.isFile()) return 'file';
  throw notWritable(path, `it is a link to ${wordsOf(behind)}`);
}

function wordsOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder, not a file';
  if (stats.isBlockDevice()) return 'a disk';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function notWritable(path: string, why: string): Refusal {
  return new Refusal(EXIT.cannotWrite, `'${path}' can't be written: ${why}.`);
}
