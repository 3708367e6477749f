import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Sound that comes again. */
export const spec = defineSpec({
  id: 'audio/delay',
  title: 'Delay',
  doc: 'Repeats sound after a while, as an echo that fades, or delays it as a whole with a mix of 100 %. What still echoes when the sound ends is cut off.',
  category: 'audio',
  glyph: 'M2.5 3v10 M6.5 5v6 M10.5 6.5v3 M14 7.5v1',
  keywords: ['echo', 'repeat', 'feedback', 'slapback', 'late'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to repeat.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The sound with its echoes.' } },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    time: z.number().min(1).max(2000).default(250).meta({
      title: 'Time',
      description: 'How much later each echo comes.',
      unit: 'ms',
      step: 1,
      scale: 'log',
    }),
    feedback: z.number().min(0).max(95).default(35).meta({
      title: 'Feedback',
      description: 'How much of an echo is in the one after it.',
      unit: '%',
      step: 1,
    }),
    mix: z.number().min(0).max(100).default(35).meta({
      title: 'Mix',
      description: 'From the sound alone at 0 to its echoes alone at 100.',
      unit: '%',
      step: 1,
    }),
  }),
  inline: ['time', 'mix'],
  ratio: '1:1',
});
