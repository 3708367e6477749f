import { defer } from '#base/deferred.ts';
import type { SaveWrite } from '#contract/host.ts';
import { cannotWrite, errorCode } from '#runner/fileErrors.ts';
import { setMaxListeners } from 'node:events';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How long a file whose node has closed may take to hear that it was closed too, in ms. */
const GRACE_MS = 2000;

/** A file being written. It has its own name only once it is kept. */
export interface Save {
  /** To be transferred to a worker. */
  readonly stream: WritableStream<SaveWrite>;
  /** Bytes of the closed file; undefined if it was thrown away. Rejects with a `Refusal` if the disk refused. */
  readonly closed: Promise<number | undefined>;
  /** Gives a closed file its name. With `part`, one that says that more should have followed. Resolves with the name. */
  keep(part?: 'part'): Promise<string>;
}

/**
 * Writes under a temporary name in the same folder, so that nothing unfinished is ever there under the
 * file's own name. Ends with `lease`, at the latest.
 */
export async function openSave(path: string, lease: AbortSignal): Promise<Save> {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await openPartial(path, partial);
  const { promise: closed, resolve, reject } = defer<number | undefined>();
  let size = 0;
  let ended = false;
  const end = async (settle: () => void | Promise<void>): Promise<void> => {
    if (ended) return;
    ended = true;
    await file.close();
    await settle();
  };
  const discard = (error?: unknown): Promise<void> =>
    end(async () => {
      await rm(partial, { force: true });
      if (error === undefined) resolve(undefined);
      else reject(cannotWrite(path, error));
    });
  // Closing the stream and closing the node come by two ways; the first may be a moment later.
  const lapse = (): void => void setTimeout(() => void discard(), GRACE_MS).unref();
  lease.addEventListener('abort', lapse, { once: true });
  // One node may write a file for every frame.
  setMaxListeners(0, lease);
  const letGo = (): void => lease.removeEventListener('abort', lapse);
  // Whoever waits for the result may come later, or not at all.
  closed.then(letGo, letGo);
  const stream = new WritableStream<SaveWrite>({
    async write({ position, data }) {
      try {
        await writeAt(file, position, data);
        size = Math.max(size, position + data.length);
      } catch (error) {
        await discard(error);
        throw cannotWrite(path, error);
      }
    },
    close: () => end(() => resolve(size)),
    abort: () => discard(),
  });
  return {
    stream,
    closed,
    async keep(part) {
      const name = part ? `${path}.part` : path;
      try {
        await rename(partial, name);
        return name;
      } catch (error) {
        await rm(partial, { force: true });
        throw cannotWrite(path, error);
      }
    },
  };
}

async function openPartial(path: string, partial: string): Promise<FileHandle> {
  try {
    await makeFolder(dirname(path));
    // Never through a link that somebody has put there.
    await rm(partial, { force: true });
    return await open(partial, 'wx');
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Node's own recursive `mkdir` never comes back from file systems like /proc, which say that a folder's parent is missing. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function writeAt(file: FileHandle, position: number, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length;) {
    const { bytesWritten } = await file.write(data, at, data.length - at, position + at);
    at += bytesWritten;
  }
}
