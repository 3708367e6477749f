import { defer } from '#base/deferred.ts';
import type { SaveWrite } from '#contract/host.ts';
import { EXIT, Refusal } from '#runner/exitCodes.ts';
import { cannotWrite, errorCode } from '#runner/fileErrors.ts';
import { type FileHandle, open } from 'node:fs/promises';
import type { Save } from './openSave.ts';

/** Something that is written as it comes: it has no name to be given, and is not thrown away. */
interface Pipe {
  /** What the user calls it: `standard output`, or its path. */
  readonly name: string;
  /** As the user wrote it. */
  readonly path: string;
  /** True if it takes what belongs further back as well as anything, as `/dev/null` does. */
  readonly anyPlace: boolean;
  write(data: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Writes to standard output. */
export function stdoutSave(node: string, gone: () => void): Save {
  const about = { name: 'standard output', path: '-', anyPlace: false };
  return pipeSave(node, { ...about, write: print, close: async () => {} }, gone);
}

/** Writes to a named pipe or a device such as `/dev/null`, which are what they are and never replaced. */
export async function deviceSave(
  node: string,
  path: string,
  kind: 'pipe' | 'device',
  gone: () => void,
): Promise<Save> {
  let file: FileHandle;
  try {
    // Of a pipe, once somebody reads it.
    file = await open(path, 'w');
  } catch (error) {
    throw cannotWrite(path, error);
  }
  const pipe: Pipe = {
    name: path,
    path,
    anyPlace: kind === 'device',
    async write(data) {
      for (let at = 0; at < data.length;) at += (await file.write(data, at)).bytesWritten;
    },
    close: () => file.close(),
  };
  return pipeSave(node, pipe, gone);
}

/** A reader that has gone is no failure: `gone` is called, the rest is lost. */
function pipeSave(node: string, pipe: Pipe, gone: () => void): Save {
  const { promise: closed, resolve, reject } = defer<number | undefined>();
  closed.catch(() => undefined);
  const refused = (cause: unknown): Refusal => {
    const error = cannotWrite(pipe.name, cause);
    reject(error);
    return error;
  };
  let written = 0;
  const end = async (): Promise<void> => {
    await pipe.close();
    resolve(written);
  };
  const stream = new WritableStream<SaveWrite>({
    async write({ position, data }) {
      if (position !== written && !pipe.anyPlace) {
        const error = new Refusal(
          EXIT.cannotWrite,
          `'${node}' goes back in its file, which ${pipe.name} can't. Write it to a file.`,
        );
        reject(error);
        throw error;
      }
      written = Math.max(written, position + data.length);
      try {
        await pipe.write(data);
      } catch (error) {
        if (errorCode(error) !== 'EPIPE') throw refused(error);
        gone();
      }
    },
    close: end,
    abort: end,
  });
  return { stream, closed, keep: () => Promise.resolve(pipe.path) };
}

function print(data: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => (error ? reject(error) : resolve()));
  });
}
