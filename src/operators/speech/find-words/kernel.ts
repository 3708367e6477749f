import { defineKernel } from '#contract/kernel.ts';
import { phrasesOf } from '#operators/speech/_shared/grammar.ts';
import { findPhrases } from '#operators/speech/_shared/phrases.ts';
import type { spec } from './spec.ts';

/** Counts the final utterances once and for all, the one that goes on anew each time. */
export const kernel = defineKernel<typeof spec>((initial) => {
  let phrases = phrasesOf(initial.words);
  let before = 0;
  let shown: number | undefined;
  return {
    async process({ transcript }, emit) {
      const { words, final } = transcript!.payload;
      const texts = words.map(({ text }) => text);
      const found = findPhrases(texts, phrases);
      const isMarked = (index: number): boolean =>
        found.some(({ first, end }) => index >= first && index < end);
      await emit('transcript', {
        ...transcript!,
        payload: {
          ...transcript!.payload,
          words: words.map((word, i) => (isMarked(i) ? { ...word, marked: true as const } : word)),
        },
      });
      const count = before + found.length;
      if (final) before = count;
      if (count === shown) return;
      shown = count;
      await emit('matches', { timestamp: transcript!.timestamp, payload: count });
    },
    update(next) {
      phrases = phrasesOf(next.words);
    },
  };
});
