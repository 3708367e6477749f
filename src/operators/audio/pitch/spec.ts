import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How high a voice or an instrument is. */
export const spec = defineSpec({
  id: 'audio/pitch',
  title: 'Pitch',
  doc: 'Follows the pitch of one voice or instrument in Hz, by the YIN method; 0 where there is none. Each value lies at the end of the sound it was found in.',
  category: 'audio',
  glyph:
    'M6 12.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zm0 0V3l7.5-1.5v9.5M13.5 11a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  keywords: ['yin', 'fundamental', 'frequency', 'f0', 'tuner', 'note', 'voice', 'singing'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound of one voice. Channels are mixed to mono.' },
  },
  outputs: {
    pitch: {
      type: 'value/number',
      doc: 'The pitch in Hz; 0 in silence, noise and chords.',
      caps: { unit: 'Hz' },
    },
    confidence: {
      type: 'value/number',
      doc: 'How regular the sound is, from 0 to 1, also where there is no pitch.',
    },
  },
  converter: true,
  params: z.strictObject({
    lowest: z.number().min(30).max(500).default(60).meta({
      title: 'Lowest',
      description: 'Pitches below are not looked for. A lower limit needs more sound for a value.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    highest: z.number().min(200).max(5000).default(1500).meta({
      title: 'Highest',
      description: 'Pitches above are not looked for.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    threshold: z.number().min(0.02).max(0.5).default(0.1).meta({
      title: 'Threshold',
      description: 'How much of the sound may be irregular for it to have a pitch.',
      unit: 'of 1',
      step: 0.01,
    }),
    interval: z.number().min(5).max(500).default(10).meta({
      title: 'Interval',
      description: 'From one value to the next.',
      unit: 'ms',
      step: 1,
    }),
  }),
  inline: ['lowest', 'highest'],
});
