import type { HostRequest } from '#contract/host.ts';
import { kernel } from '#operators/speech/recognise/kernel.ts';
import { spec } from '#operators/speech/recognise/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { Transcript } from '#stream/payload.ts';
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { runKernel, type TestHosts } from './runKernel.ts';
import { samplesOf, soundInputs, whiteNoise } from './sound.ts';

/** Made by `npm run models`; without the network there is none to test with. */
const MODELS = 'public/models';

/** Options of a test that reads a model. */
export function needsModel(name: string): { readonly skip: boolean; readonly timeout: number } {
  return { skip: !existsSync(`${MODELS}/${name}`), timeout: 60_000 };
}

/** Hosts with the models that the build carries. */
export const modelHosts = {
  model: ({ model, file }: HostRequest['model']) => openAsBlob(`${MODELS}/${model}/${file}`),
} satisfies TestHosts;

/** Human speech, 16 kHz mono, after a header of 44 bytes. */
export function recording(path: string): Float32Array<ArrayBuffer> {
  const bytes = readFileSync(path);
  return samplesOf((bytes.length - 44) >> 1, (i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
}

/** Parts one after the other. */
export function joined(...parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A quiet room, at 16 kHz. */
export function hiss(seconds: number, seed = 1): Float32Array {
  return whiteNoise(seconds * 16_000, seed).map((sample) => sample * 0.001);
}

/** One transcript and its time. */
export interface Said {
  readonly time: number;
  readonly transcript: Transcript;
}

/** How to listen, where it is not as usual. */
export interface Listening {
  /** Samples of a block. */
  readonly length?: number;
  readonly rate?: number;
  readonly hosts?: TestHosts;
}

/** What speech recognition makes of sound that begins at 1 s. */
export async function listen(
  channels: readonly Float32Array<ArrayBuffer>[],
  params: Partial<ReturnType<typeof spec.params.parse>> = {},
  { length = 480, rate = 16_000, hosts = modelHosts }: Listening = {},
): Promise<readonly Said[]> {
  const { emitted, leaked } = await runKernel(kernel, {
    params: spec.params.parse(params),
    inputs: soundInputs(rate, channels, length, 1_000_000),
    hosts,
  });
  if (leaked !== 0) throw new Error(`${leaked} payloads were never released.`);
  return emitted.map(({ chunk }) => ({
    time: chunk.timestamp,
    transcript: chunk.payload as Transcript,
  }));
}

/** The words of a transcript in one line. */
export function textOf({ words }: Transcript): string {
  return words.map(({ text }) => text).join(' ');
}

/** What was final, each in one line. */
export function finals(said: readonly Said[]): readonly string[] {
  return said
    .filter(({ transcript }) => transcript.final)
    .map(({ transcript }) => textOf(transcript));
}

/** A transcript chunk: words of half a second each, one after the other from `start` s; partial ones end there. */
export function saidAt(
  text: string,
  start: number,
  { final = true, id = 0 }: { readonly final?: boolean; readonly id?: number } = {},
): { readonly transcript: Chunk<'text/transcript'> } {
  const words = text.split(' ').map((word, i) => ({
    text: word,
    start: micros((start + i / 2) * 1e6),
    end: micros((start + i / 2 + 0.5) * 1e6),
    confidence: 1,
  }));
  const timestamp = micros(words.at(-1)!.end + (final ? 400_000 : 0));
  return { transcript: { timestamp, payload: { kind: 'transcript', words, final, id } } };
}
