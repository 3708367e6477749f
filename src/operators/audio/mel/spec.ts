import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** A spectrum spaced as people hear. */
export const spec = defineSpec({
  id: 'audio/mel',
  title: 'Mel spectrum',
  doc: 'Sums sound into bands that lie as people tell pitches apart: even below 1 kHz, wider above. What speech models take in.',
  category: 'audio',
  glyph: 'M2 13.5v-9 M4 13.5v-6 M6 13.5V2.5 M8.5 13.5v-8 M11 13.5v-5 M14 13.5v-7',
  keywords: ['filter bank', 'log-mel', 'features', 'speech', 'slaney', 'perception'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to analyse. Channels are mixed to mono.' },
  },
  outputs: {
    mel: { type: 'tensor', doc: 'Power in each band in dB, −100 or more, lowest band first.' },
  },
  params: z.strictObject({
    bands: z.int().min(8).max(128).default(40).meta({
      title: 'Bands',
      description: 'How many there are.',
      unit: 'bands',
      step: 1,
    }),
    size: z.enum(['256', '512', '1024', '2048', '4096']).default('1024').meta({
      title: 'Size',
      description: 'Samples in one spectrum: more tell frequencies apart, fewer react faster.',
      unit: 'samples',
    }),
    overlap: z.int().min(0).max(90).default(50).meta({
      title: 'Overlap',
      description: 'How much of a spectrum is shared with the next.',
      unit: '%',
      step: 5,
    }),
    lowest: z.number().min(0).max(2000).default(0).meta({
      title: 'Lowest',
      description: 'Where the lowest band begins.',
      unit: 'Hz',
      step: 10,
    }),
    highest: z.number().min(2500).max(96_000).default(8000).meta({
      title: 'Highest',
      description: 'Where the highest band ends, or half the sample rate where that is less.',
      unit: 'Hz',
      step: 100,
      scale: 'log',
    }),
  }),
  inline: ['bands', 'size'],
});
