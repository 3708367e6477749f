import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cannotWrite } from './fileErrors.ts';

/** Writes a text whole or not at all; into what is no file, such as a pipe, as it is. Throws a `Refusal` if that can't be. */
export function writeText(path: string, text: string): void {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there && !there.isFile()) writeFileSync(path, text);
    else replaceFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function replaceFile(path: string, text: string): void {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(partial, text, { flag: 'wx' });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
