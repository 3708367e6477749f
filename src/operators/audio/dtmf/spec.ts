import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The keys of a telephone, by ear. */
export const spec = defineSpec({
  id: 'audio/dtmf',
  title: 'DTMF',
  doc: 'Decodes the tones of telephone keys (ITU-T Q.23). Each press of 40 ms or more gives one number: 0 to 9, 10 for the star, 11 for the hash, 12 to 15 for A to D.',
  category: 'audio',
  glyph: 'M3 3h2v2H3z M7 3h2v2H7z M11 3h2v2h-2z M3 7h2v2H3z M7 7h2v2H7z M11 7h2v2h-2z M7 11h2v2H7z',
  keywords: ['telephone', 'phone', 'touch tone', 'keypad', 'dial', 'digit', 'goertzel'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound of the line. Channels are mixed to mono.' },
  },
  outputs: { key: { type: 'value/number', doc: 'The key, once for each press, 0 to 15.' } },
  params: z.strictObject({
    threshold: z.number().min(-80).max(0).default(-36).meta({
      title: 'Threshold',
      description: 'Each of the two tones must be at least this loud.',
      unit: 'dBFS',
      step: 1,
    }),
    twist: z.number().min(0).max(20).default(8).meta({
      title: 'Twist',
      description: 'By how much one tone may be louder than the other.',
      unit: 'dB',
      step: 0.5,
    }),
  }),
  inline: ['threshold'],
});
