import { bareWord } from '#operators/speech/_shared/bareWord.ts';
import { kernel } from '#operators/speech/recognise/kernel.ts';
import { spec } from '#operators/speech/recognise/spec.ts';
import type { Transcript } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { soundInputs } from '#testing/sound.ts';
import { finals, hiss, joined, modelHosts, recording } from '#testing/speech.ts';
import { existsSync, readFileSync } from 'node:fs';

/** Settings of speech recognition that may differ from the defaults. */
export type Settings = Partial<ReturnType<typeof spec.params.parse>>;

/** How well one recording was understood. */
export interface Understood {
  readonly file: string;
  readonly said: string;
  /** Words put in, left out or taken for others, and words there are. */
  readonly errors: number;
  readonly words: number;
  /** Time to compute over time of the recording, without opening the model. */
  readonly realTimeFactor: number;
}

interface Reference {
  readonly file: string;
  readonly text: string;
}

/** The recordings by people that have a text. */
const references = JSON.parse(
  readFileSync('e2e/fixtures/speech/references.json', 'utf8'),
) as readonly Reference[];

/** The engines whose models are here. */
export function enginesHere(): readonly ('moonshine' | 'pocketsphinx')[] {
  const models = { moonshine: 'moonshine-tiny-en', pocketsphinx: 'pocketsphinx-en-us' } as const;
  return (['moonshine', 'pocketsphinx'] as const).filter(
    (engine) =>
      existsSync(`public/models/${models[engine]}/LICENSE`) ||
      existsSync(`public/models/${models[engine]}/mdef`),
  );
}

/** Listens to every recording, half a second of a quiet room around it, with partials on as in use. */
export async function understand(settings: Settings): Promise<readonly Understood[]> {
  const results: Understood[] = [];
  for (const { file, text } of references) {
    const samples = joined(hiss(0.5), recording(file), hiss(1));
    let said: readonly string[] = [];
    const opened = await listenTimed(new Float32Array(1600), settings);
    const heard = await listenTimed(samples, settings);
    said = finals(heard.said);
    const [wanted, got] = [wordsOf(text), wordsOf(said.join(' '))];
    results.push({
      file: file.slice(file.lastIndexOf('/') + 1),
      said: said.join(' / '),
      errors: editDistance(wanted, got),
      words: wanted.length,
      realTimeFactor: Math.max(0, heard.seconds - opened.seconds) / (samples.length / 16_000),
    });
  }
  return results;
}

/** Errors over words of all recordings. */
export function errorRate(results: readonly Understood[]): number {
  const sum = (of: (one: Understood) => number): number =>
    results.reduce((total, one) => total + of(one), 0);
  return sum(({ errors }) => errors) / sum(({ words }) => words);
}

/** Words to compare by: bare, hyphens apart, titles spelt out as the reference has them. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(/[\s-]+/)
    .map(bareWord)
    .map((word) => (word === 'mr' ? 'mister' : word))
    .filter((word) => word !== '');
}

/** Words to put in, leave out or exchange to make one list of the other (Levenshtein). */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = to.map((_, j) => j + 1);
  from.forEach((word, i) => {
    let diagonal = i;
    let left = i + 1;
    row = to.map((other, j) => {
      const above = row[j]!;
      left = Math.min(left + 1, above + 1, diagonal + Number(word !== other));
      diagonal = above;
      return left;
    });
  });
  return row.at(-1) ?? from.length;
}

async function listenTimed(
  samples: Float32Array<ArrayBuffer>,
  settings: Settings,
): Promise<{
  readonly said: readonly { readonly time: number; readonly transcript: Transcript }[];
  readonly seconds: number;
}> {
  const before = process.cpuUsage();
  const { emitted } = await runKernel(kernel, {
    params: spec.params.parse(settings),
    inputs: soundInputs(16_000, [samples], 160),
    hosts: modelHosts,
  });
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (user + system) / 1e6,
    said: emitted.map(({ chunk }) => ({
      time: chunk.timestamp,
      transcript: chunk.payload as Transcript,
    })),
  };
}
