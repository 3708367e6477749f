import type { KernelEnv } from '#contract/env.ts';
import type { Take } from '#operators/io/recorder/lineUp.ts';
import { Tape } from '#operators/io/recorder/tape.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { Micros } from '#stream/micros.ts';
import { misfit } from './encode.ts';

/** As the recorder has them if nobody chooses. */
const VIDEO_BITRATE = 4_000_000;
const CODECS = ['vp9', 'vp8'] as const;

/** Pictures or sound as one WebM file. Without a chunk there is no file. */
export class Film {
  readonly #env: KernelEnv;
  readonly #name: string;
  #tape: Tape | undefined;

  constructor(env: KernelEnv, path: string) {
    this.#env = env;
    this.#name = path.replace(/\.webm$/i, '');
  }

  async write(chunk: Chunk): Promise<void> {
    const take = takeOf(chunk);
    this.#tape ??= await Tape.start(this.#env, [take], {
      name: this.#name,
      videoBitrate: VIDEO_BITRATE,
      codecs: CODECS,
    });
    const fault = this.#tape.misfit(take);
    if (!fault) return this.#tape.record(take);
    await this.end();
    throw fault;
  }

  async end(): Promise<void> {
    await this.#tape?.finish();
    this.#tape = undefined;
  }

  async discard(): Promise<void> {
    await this.#tape?.discard();
  }
}

function takeOf({ payload, ...rest }: Chunk): Take {
  const chunk: { readonly timestamp: Micros; readonly duration?: Micros } = rest;
  if (typeof payload !== 'number') {
    if (payload.kind === 'frame') return { kind: 'video', chunk: { ...chunk, payload } };
    if (payload.kind === 'audio') return { kind: 'audio', chunk: { ...chunk, payload } };
  }
  throw misfit(payload, 'webm');
}
