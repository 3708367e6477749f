import { defineKernel } from '#contract/kernel.ts';
import { phrasesOf } from '#operators/speech/_shared/grammar.ts';
import { findPhrases } from '#operators/speech/_shared/phrases.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { spec } from './spec.ts';

const OUTPUTS = ['first', 'second', 'third', 'fourth'] as const;

/** Each command of an utterance acts once, however often its words come again; those of one transcript 1 µs apart. */
export const kernel = defineKernel<typeof spec>((initial) => {
  let params = initial;
  let on: readonly boolean[] = OUTPUTS.map(() => false);
  let utterance = -1;
  /** Commands of the utterance that have acted. */
  let acted = 0;
  let last = -Infinity;

  return {
    async process({ transcript }, emit) {
      const { words, final, id } = transcript!.payload;
      if (id !== utterance) acted = 0;
      utterance = id;
      if (!final && !params.early) return;
      const phrases = phrasesOf(params.phrases).slice(0, OUTPUTS.length);
      const said = findPhrases(
        words.map(({ text }) => text),
        phrases,
      ).slice(acted);
      acted += said.length;
      for (const { phrase } of said) {
        const timestamp: Micros = micros(Math.max(transcript!.timestamp, last + 1));
        last = timestamp;
        const before = on;
        const isFirst = before.every((one) => !one);
        on = OUTPUTS.map((_, i) =>
          params.mode === 'toggle' ? before[i] !== (i === phrase) : i === phrase,
        );
        await emit('command', { timestamp, payload: phrase + 1 });
        for (const [i, name] of OUTPUTS.entries()) {
          if (on[i] === before[i] && !isFirst) continue;
          await emit(name, { timestamp, payload: Number(on[i]) });
        }
      }
    },
    update(next) {
      params = next;
    },
  };
});
