import { defer } from '#base/deferred.ts';
import type { SaveWrite } from '#contract/host.ts';
import { EXIT, Refusal } from '#runner/exitCodes.ts';
import { cannotWrite, errorCode } from '#runner/fileErrors.ts';
import type { Save } from './openSave.ts';

/** Writes to standard output as it comes. A reader that has gone is no failure: `gone` is called, the rest is lost. */
export function pipeSave(node: string, gone: () => void): Save {
  const { promise: closed, resolve, reject } = defer<number | undefined>();
  closed.catch(() => undefined);
  const refused = (cause: unknown): Refusal => {
    const error = cannotWrite('standard output', cause);
    reject(error);
    return error;
  };
  let written = 0;
  const stream = new WritableStream<SaveWrite>({
    async write({ position, data }) {
      if (position !== written) {
        const error = new Refusal(
          EXIT.cannotWrite,
          `'${node}' goes back in its file, which standard output can't. Write it to a file.`,
        );
        reject(error);
        throw error;
      }
      written += data.length;
      try {
        await print(data);
      } catch (error) {
        if (errorCode(error) !== 'EPIPE') throw refused(error);
        gone();
      }
    },
    close: () => resolve(written),
    abort: () => resolve(written),
  });
  return { stream, closed, keep: () => Promise.resolve('-') };
}

function print(data: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => (error ? reject(error) : resolve()));
  });
}
