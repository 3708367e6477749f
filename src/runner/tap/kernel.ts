import { Fault } from '#contract/fault.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import { misfit, rawOf, textOf } from './encode.ts';
import { Film } from './film.ts';
import { fingerprintLine } from './fingerprint.ts';
import { numbered, type TapFormat } from './formats.ts';
import { OutFile } from './outFile.ts';
import type { spec } from './spec.ts';
import { interleaved, WAV_HEADER, wavHeader } from './wav.ts';

/** One way to write a stream. */
interface TapWriter {
  write(chunk: Chunk): void | Promise<void>;
  end(): Promise<void>;
  discard(): Promise<void>;
}

/** Writes each chunk before it takes the next, so that a slow disk holds the senders back. */
export const kernel = defineKernel<typeof spec>(async ({ path, format }, env) => {
  const writer = await writerOf(env, path, format);
  let ended = false;
  return {
    process: (inputs) => writer.write(inputs.in!),
    async flush() {
      await writer.end();
      ended = true;
    },
    async close() {
      if (!ended) await writer.discard();
    },
  };
});

function writerOf(env: KernelEnv, path: string, format: TapFormat): TapWriter | Promise<TapWriter> {
  if (format === 'png') return pictures(env, path);
  return format === 'webm' ? new Film(env, path) : oneFile(env, path, format);
}

/** What every block of a WAV file has in common. */
interface Layout {
  readonly channels: number;
  readonly sampleRate: number;
}

/** A file for each frame. */
function pictures(env: KernelEnv, path: string): TapWriter {
  let index = 0;
  return {
    async write({ payload }) {
      if (typeof payload === 'number' || payload.kind !== 'frame') throw misfit(payload, 'png');
      // Of Node; where fingerprints are made in a browser, it is never asked for.
      const { pngOf } = await import('./png.ts');
      const png = await pngOf(payload);
      index += 1;
      const file = await OutFile.open(env, numbered(path, index));
      await file.append(png);
      await file.close();
    },
    end: async () => {},
    discard: async () => {},
  };
}

async function oneFile(
  env: KernelEnv,
  path: string,
  format: Exclude<TapFormat, 'png' | 'webm'>,
): Promise<TapWriter> {
  const file = await OutFile.open(env, path);
  const writer = format === 'wav' ? sound(file) : bytes(file, format);
  return { ...writer, discard: () => file.abort() };
}

function bytes(
  file: OutFile,
  format: 'csv' | 'jsonl' | 'raw' | 'sha256',
): Omit<TapWriter, 'discard'> {
  const encoder = new TextEncoder();
  let first = true;
  return {
    async write(chunk) {
      if (format === 'raw') return file.append(rawOf(chunk.payload));
      const text =
        format === 'sha256' ? await fingerprintLine(chunk) : textOf(chunk, format, first);
      first = false;
      return file.append(encoder.encode(text));
    },
    end: () => file.close(),
  };
}

function sound(file: OutFile): Omit<TapWriter, 'discard'> {
  let begun: Layout | undefined;
  return {
    async write({ payload }) {
      if (typeof payload === 'number' || payload.kind !== 'audio') throw misfit(payload, 'wav');
      const now = { channels: payload.channels.length, sampleRate: payload.sampleRate };
      if (!begun) {
        begun = now;
        await file.append(wavHeader(now.channels, now.sampleRate, 0));
      }
      if (words(now) !== words(begun)) throw changed(begun, now);
      await file.append(interleaved(payload));
    },
    async end() {
      if (begun) {
        const samples = (file.size - WAV_HEADER) / (begun.channels * 4);
        await file.patch(0, wavHeader(begun.channels, begun.sampleRate, samples));
      }
      await file.close();
    },
  };
}

function changed(before: Layout, now: Layout): Fault {
  return new Fault({
    title: 'The sound changed',
    message: `The file began with ${words(before)}, and now ${words(now)} came; a WAV file has one of each.`,
    remedies: [],
  });
}

function words({ channels, sampleRate }: Layout): string {
  return `${channels} ${channels === 1 ? 'channel' : 'channels'} at ${sampleRate} Hz`;
}
