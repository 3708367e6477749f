import type { KernelEnv } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';

/** The bytes of a file param. Throws a `Fault` that asks for the file where there is none; `what` is "a picture". */
export async function askForFile(env: KernelEnv, file: FileParam, what: string): Promise<Blob> {
  if ('asset' in file || 'sha256' in file) return env.host('file', { file });
  throw new Fault({
    title: 'Choose a file',
    message: `No file has been chosen yet. Choose ${what}, or drop one on the canvas.`,
    remedies: ['choose-file'],
  });
}

/** What the user calls a file param. */
export function fileName(file: FileParam): string {
  if ('name' in file) return file.name;
  return 'asset' in file ? file.asset.slice(file.asset.lastIndexOf('/') + 1) : '';
}
