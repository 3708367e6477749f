import { createEndpointer, FRAME } from '#operators/speech/_shared/endpointer.ts';
import { type Search, SPEECH_RATE } from '#operators/speech/_shared/engine.ts';
import { phrasesOf } from '#operators/speech/_shared/grammar.ts';
import { createListener, type Heard, type Listener } from '#operators/speech/_shared/listener.ts';
import model from '#operators/speech/_shared/pocketsphinx.model.json';
import { createPocketSphinx, withoutDictation } from '#operators/speech/_shared/pocketSphinx.ts';
import { createSpeechFrames } from '#operators/speech/_shared/speechFrames.ts';
import { Fault } from '#contract/fault.ts';
import { defineKernel } from '#contract/kernel.ts';
import { loadModel } from '#contract/modelFiles.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { z } from 'zod';
import { keyphrasesOf } from './keyphrases.ts';
import type { spec } from './spec.ts';
import { createSpotter } from './spotter.ts';

type Params = z.output<(typeof spec)['params']>;

/** One phrase that was said, and its place in the list, from 0. */
interface Finding {
  readonly chunk: Chunk<'text/transcript'>;
  readonly place: number;
}

/** Speech is listened to utterance by utterance, as for words; a phrase is told once it will not be revised. */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  const files = await loadModel(env, withoutDictation(model));
  const dictionary = files.text('cmudict-en-us.dict');
  const engine = createSpotter(await createPocketSphinx(files, false));
  const frames = createSpeechFrames(env, FRAME);
  let params = initial;
  let phrases: readonly string[] = [];
  let listener: Listener | undefined;
  let origin = 0;
  // Of the utterance that goes on: its number, and how many of its phrases were told.
  let utterance = -1;
  let told = 0;
  let found = 0;
  let last = -Infinity;

  const choose = (): void => {
    phrases = phrasesOf(params.phrases);
    engine.listenFor(searchFor(phrases, params, dictionary));
  };
  choose();

  const newsOf = (heard: readonly Heard[]): readonly Finding[] =>
    heard.flatMap(({ id, words, at }) => {
      if (id !== utterance) told = 0;
      utterance = id;
      const news = words.slice(told);
      told += news.length;
      return news.map(({ text, start, end, confidence }) => {
        const timeOf = (sample: number): Micros => micros(origin + (sample * 1e6) / SPEECH_RATE);
        last = Math.max(last + 1, timeOf(at));
        const word = { text, start: timeOf(start), end: timeOf(end), confidence };
        const payload = { kind: 'transcript', words: [word], final: true, id: found } as const;
        found += 1;
        return { chunk: { timestamp: micros(last), payload }, place: phrases.indexOf(text) };
      });
    });

  const finish = async (): Promise<readonly Finding[]> => {
    const rest = listener ? newsOf(await listener.finish()) : [];
    listener = undefined;
    utterance = -1;
    return rest;
  };

  const take = async (chunk: Chunk<'audio/pcm'>): Promise<readonly Finding[]> => {
    const taken = frames.push(chunk);
    const news = taken.isNew ? [...(await finish())] : [];
    for (const { start, samples } of taken.frames) {
      if (!listener) {
        origin = start;
        const settings = settingsOf(params);
        listener = createListener(engine, settings, createEndpointer(settings));
      }
      news.push(...newsOf(await listener.push(samples)));
    }
    return news;
  };

  return {
    async process({ audio: chunk }, emit) {
      if (!chunk) return;
      for (const { chunk: said, place } of await take(chunk)) {
        await emit('found', said);
        await emit('number', { timestamp: said.timestamp, payload: place + 1 });
      }
    },
    async flush(emit) {
      for (const { chunk: said, place } of await finish()) {
        await emit('found', said);
        await emit('number', { timestamp: said.timestamp, payload: place + 1 });
      }
    },
    update(next) {
      const isOther = next.phrases !== params.phrases || next.sensitivity !== params.sensitivity;
      params = next;
      if (!isOther) {
        if (listener) listener.settings = settingsOf(params);
        return;
      }
      // What was said so far of an utterance is not looked at again.
      listener = undefined;
      utterance = -1;
      choose();
    },
    close: () => engine.close(),
  };
});

/** Phrases are not cut where somebody takes a breath. */
function settingsOf({ threshold }: Params) {
  return { threshold, silence: 500, preRoll: 300, longest: 20, partials: true };
}

/** Throws a `Fault` if there are no phrases. */
function searchFor(
  phrases: readonly string[],
  { sensitivity }: Params,
  dictionary: string,
): Search {
  if (phrases.length > 0) {
    return { kind: 'keyphrases', phrases: keyphrasesOf(phrases, sensitivity, dictionary) };
  }
  throw new Fault({
    title: 'No phrases',
    message: 'There is nothing to wait for. Write the phrases with commas between.',
    remedies: [],
  });
}
