import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Looks for words in what is said. */
export const spec = defineSpec({
  id: 'speech/find-words',
  title: 'Find words',
  doc: 'Looks for words and phrases in what is said, marks them and counts them. A word that turns out to be another is no longer counted.',
  category: 'audio',
  glyph: 'M2 4h7M2 7.5h4M2 11h4M10 7a2.7 2.7 0 1 0 .01 0M12 11.5l2 2',
  keywords: ['search', 'highlight', 'keyword', 'spot', 'mark', 'count', 'transcript', 'speech'],
  inputs: {
    transcript: { type: 'text/transcript', doc: 'What is said.' },
  },
  outputs: {
    transcript: { type: 'text/transcript', doc: 'The same, with what was looked for marked.' },
    matches: {
      type: 'value/number',
      doc: 'How often it was said so far, each time that changes; may go down where words are revised.',
    },
  },
  caps: () => [{ same: [passes('transcript', 'transcript')] }],
  params: z.strictObject({
    words: z.string().max(10_000).default('forward, ten meters').meta({
      title: 'Words',
      description: 'Words or phrases, with commas between. Case and punctuation do not matter.',
    }),
  }),
  inline: ['words'],
});
