import { isRecord } from '#base/json.ts';
import * as Comlink from 'comlink';
import { closeSync, openSync, readSync } from 'node:fs';

/** Read at once from a file by a stream, in bytes. */
const PIECE = 1024 * 1024;

/**
 * A part of a file on disk as a blob, read when it is asked for. Node's own file blobs can't be sent to
 * another thread; this one goes by its path.
 */
export class FileBlob extends Blob {
  readonly path: string;
  readonly #start: number;
  readonly #end: number;

  /** Bytes `start` to `end` (exclusive) of the file. */
  constructor(path: string, start: number, end: number) {
    super();
    this.path = path;
    this.#start = start;
    this.#end = end;
    // An own property, since the base class has an accessor that knows nothing of the file.
    Object.defineProperty(this, 'size', { value: end - start });
  }

  override slice(start = 0, end = this.size): FileBlob {
    const at = (place: number): number =>
      this.#start + Math.min(this.size, Math.max(0, place < 0 ? this.size + place : place));
    return new FileBlob(this.path, at(start), Math.max(at(start), at(end)));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return readPart(this.path, this.#start, this.#end).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = this.#start;
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (controller) => {
          const data = readPart(this.path, at, Math.min(this.#end, at + PIECE));
          at += data.length;
          if (data.length > 0) controller.enqueue(data);
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  }
}

/** Reads without leaving the thread: a worker's own loop has nothing better to do than to have its bytes. */
function readPart(path: string, start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  const file = openSync(path, 'r');
  try {
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  } finally {
    closeSync(file);
  }
}

interface FileAnswer {
  readonly ok: true;
  readonly reply: FileBlob;
}

/** Teaches this thread to send and receive a host's answer that is a file. Called once in every thread. */
export function sendFilesByPath(): void {
  Comlink.transferHandlers.set('file', {
    canHandle: (value): value is FileAnswer =>
      isRecord(value) && value['reply'] instanceof FileBlob,
    serialize: ({ reply }: FileAnswer) => [{ path: reply.path, size: reply.size }, []],
    deserialize: ({
      path,
      size,
    }: {
      readonly path: string;
      readonly size: number;
    }): FileAnswer => ({
      ok: true,
      reply: new FileBlob(path, 0, size),
    }),
  });
}
