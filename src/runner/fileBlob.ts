import { isRecord } from '#base/json.ts';
import * as Comlink from 'comlink';
import { openAsBlob } from 'node:fs';

/**
 * A file on its way to a worker, where it becomes a blob that reads it piece by piece. Node can't send
 * its own file blobs to another thread. Nobody reads this one: on this side it has no bytes.
 */
export class FileBlob extends Blob {
  readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }
}

interface FileAnswer {
  readonly ok: true;
  /** A blob, or the promise of one: whoever is asked for a file is awaited anyway. */
  readonly reply: FileBlob | Promise<Blob>;
}

/** Teaches this thread to send and receive a host's answer that is a file. Called once in every thread. */
export function sendFilesByPath(): void {
  Comlink.transferHandlers.set('file', {
    canHandle: (value): value is FileAnswer =>
      isRecord(value) && value['reply'] instanceof FileBlob,
    serialize: ({ reply }: FileAnswer & { readonly reply: FileBlob }) => [reply.path, []],
    deserialize: (path: string): FileAnswer => ({ ok: true, reply: openAsBlob(path) }),
  });
}
