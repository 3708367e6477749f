import { Fault } from '#contract/fault.ts';
import type { FileVault } from '#studio/services.ts';

/** The largest file taken in: it is hashed in one piece, in memory. */
export const VAULT_LIMIT = 1024 ** 3;

/** Keeps chosen files in the browser's private file system, in `files/` under their SHA-256. */
export function createVault(): FileVault {
  return {
    async put(file, wanted) {
      if (!isSecureContext) throw needsHttps(file.name);
      if (file.size > VAULT_LIMIT) throw tooLarge(file);
      const bytes = await read(file);
      const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
      if (wanted !== undefined && wanted !== sha256) throw anotherFile(file, sha256, wanted);
      await keep(await folder(), sha256, bytes, file);
      return { name: shortName(file.name), bytes: file.size, sha256 };
    },

    async get(file) {
      if (!('sha256' in file) || !isSecureContext) return undefined;
      return findFile(await folder(), file.sha256, file.bytes);
    },
  };
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle('files', { create: true });
}

async function findFile(
  files: FileSystemDirectoryHandle,
  sha256: string,
  size: number,
): Promise<File | undefined> {
  try {
    const handle = await files.getFileHandle(sha256);
    const file = await handle.getFile();
    // Writing swaps a finished file in, so another size means storage was damaged.
    return file.size === size ? file : undefined;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

async function keep(
  files: FileSystemDirectoryHandle,
  sha256: string,
  bytes: ArrayBuffer,
  { name, size }: File,
): Promise<void> {
  if (await findFile(files, sha256, size)) return;
  try {
    const handle = await files.getFileHandle(sha256, { create: true });
    const writable = await handle.createWritable();
    try {
      await writable.write(bytes);
      await writable.close();
    } catch (error) {
      // Closed or not, an unfinished file must not stay.
      await files.removeEntry(sha256);
      throw error;
    }
  } catch (error) {
    throw new Fault(
      {
        title: 'No room for the file',
        message: `'${name}' (${megabytes(size)}) could not be kept in this browser: its storage is full or blocked. Free some disk space or allow storage for this page, then choose the file again.`,
        remedies: ['choose-file'],
      },
      error,
    );
  }
}

async function read(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (error) {
    throw new Fault(
      {
        title: "Can't read this file",
        message: `'${file.name}' can't be read: it was moved, is a folder, or this page may not open it. Choose it again.`,
        remedies: ['choose-file'],
      },
      error,
    );
  }
}

function tooLarge({ name, size }: File): Fault {
  return new Fault({
    title: 'The file is too large',
    message: `'${name}' has ${megabytes(size)}; up to ${megabytes(VAULT_LIMIT)} can be kept in the browser. Cut it, or choose a smaller one.`,
    remedies: ['choose-file'],
  });
}

function anotherFile({ name }: File, found: string, wanted: string): Fault {
  return new Fault({
    title: 'Another file',
    message: `'${name}' is not the file that the pipeline names: its SHA-256 is ${found.slice(0, 12)}…, and ${wanted.slice(0, 12)}… is wanted. To take it all the same, reset the param first.`,
    remedies: ['choose-file'],
  });
}

function needsHttps(name: string): Fault {
  return new Fault({
    title: 'No files over http',
    message: `This page came over plain http, where browsers keep no files such as '${name}'. Open it over https, or on the machine itself as http://localhost.`,
    remedies: [],
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** At most 255 characters, which is what a file param holds; the extension stays. */
function shortName(name: string): string {
  if (name.length <= 255) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > name.length - 16 ? name.slice(dot) : '';
  return name.slice(0, 255 - extension.length) + extension;
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
