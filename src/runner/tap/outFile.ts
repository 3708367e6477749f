import type { KernelEnv } from '#contract/env.ts';
import type { SaveWrite } from '#contract/host.ts';
import type { Bytes } from '#stream/payload.ts';

/** Bytes gathered before they are written: a write crosses to another thread. */
const PIECE = 256 * 1024;

/** One file that a tap writes, front to back. Ends by `close` or `abort`; only a closed one gets its name. */
export class OutFile {
  readonly #writer: WritableStreamDefaultWriter<SaveWrite>;
  #pieces: Bytes[] = [];
  #gathered = 0;
  #position = 0;

  private constructor(stream: WritableStream<SaveWrite>) {
    this.#writer = stream.getWriter();
  }

  static async open(env: KernelEnv, name: string): Promise<OutFile> {
    return new OutFile(await env.host('save', { name, mimeType: 'application/octet-stream' }));
  }

  /** Bytes appended so far. */
  get size(): number {
    return this.#position + this.#gathered;
  }

  /** Takes `bytes` over, which must be the caller's own. */
  append(bytes: Bytes): void | Promise<void> {
    this.#pieces.push(bytes);
    this.#gathered += bytes.length;
    return this.#gathered >= PIECE ? this.#write() : undefined;
  }

  /** Writes over what is there at `position`. */
  async patch(position: number, data: Bytes): Promise<void> {
    await this.#write();
    await this.#writer.write({ position, data });
  }

  async close(): Promise<void> {
    await this.#write();
    await this.#writer.close();
  }

  async abort(): Promise<void> {
    await this.#writer.abort(new Error('The stream had not ended.'));
  }

  async #write(): Promise<void> {
    const data = new Uint8Array(this.#gathered);
    let at = 0;
    for (const piece of this.#pieces) {
      data.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    this.#gathered = 0;
    const position = this.#position;
    this.#position += data.length;
    if (data.length > 0) await this.#writer.write({ position, data });
  }
}
