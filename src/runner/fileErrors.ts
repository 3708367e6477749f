import { isRecord } from '#base/json.ts';
import { EXIT, Refusal } from './exitCodes.ts';

/** The system's words for the errors that people meet. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is not permitted',
  EPERM: 'that is not permitted',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOSPC: 'the disk is full',
  EFBIG: 'it would be larger than is allowed here',
  EROFS: 'the disk is read-only',
  EDQUOT: 'the quota of the disk is used up',
  EMFILE: 'too many files are open',
  EEXIST: 'a file of that name is in the way',
};

/** The system's code of an error, such as `ENOENT`; empty for an error without one. */
export function errorCode(error: unknown): string {
  return isRecord(error) && typeof error['code'] === 'string' ? error['code'] : '';
}

/** Why the system refused, as the rest of a sentence. */
export function whyRefused(error: unknown): string {
  return WORDS[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** A file that can't be read, in words. */
export function cannotRead(path: string, error: unknown): Refusal {
  return new Refusal(EXIT.noInput, `'${path}' can't be read: ${whyRefused(error)}.`, error);
}

/** A file that can't be written, in words. */
export function cannotWrite(path: string, error: unknown): Refusal {
  return new Refusal(EXIT.cannotWrite, `'${path}' can't be written: ${whyRefused(error)}.`, error);
}
