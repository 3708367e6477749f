import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Which notes sound, whatever their octave. */
export const spec = defineSpec({
  id: 'audio/chroma',
  title: 'Chroma',
  doc: 'Sums sound into the twelve notes of the scale, all octaves together: C first, the strongest at 1. Shows chords and keys.',
  category: 'audio',
  glyph: 'M2 2.5h12v11H2z M6 2.5v6.5 M10 2.5v6.5 M6 9v4.5 M10 9v4.5',
  keywords: ['pitch class', 'chord', 'key', 'harmony', 'notes', 'chromagram', 'tonal'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to analyse. Channels are mixed to mono.' },
  },
  outputs: {
    chroma: {
      type: 'tensor',
      doc: 'Twelve strengths from C to B, 0 to 1; all 0 in silence.',
      caps: { shape: '12', dtype: 'float32', axes: 'note' },
    },
    strongest: { type: 'value/number', doc: 'The strongest note: 0 for C to 11 for B.' },
  },
  params: z.strictObject({
    tuning: z.number().min(400).max(480).default(440).meta({
      title: 'Tuning',
      description: 'The frequency of the A above middle C.',
      unit: 'Hz',
      step: 0.1,
    }),
    window: z.enum(['90', '180', '370']).default('180').meta({
      title: 'Window',
      description: 'How much sound is looked at, nearly: more tells low notes apart.',
      unit: 'ms',
    }),
    lowest: z.number().min(50).max(500).default(110).meta({
      title: 'Lowest',
      description: 'Notes below are left out.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    highest: z.number().min(1000).max(10_000).default(4000).meta({
      title: 'Highest',
      description: 'What lies above is left out.',
      unit: 'Hz',
      step: 10,
      scale: 'log',
    }),
  }),
  inline: ['tuning', 'window'],
});
