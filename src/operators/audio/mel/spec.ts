import { defineSpec } from '#contract/spec.ts';
import { melRange } from '#operators/audio/_shared/melRange.ts';
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
  caps: ({ bands }) => [
    { out: { mel: { shape: String(bands), dtype: 'float32', axes: 'band', unit: 'dB' } } },
  ],
  params: z.strictObject({
    bands: z.int().min(8).max(128).default(40).meta({
      title: 'Bands',
      description: 'How many there are.',
      unit: 'bands',
      step: 1,
    }),
    ...melRange,
  }),
  inline: ['bands', 'size'],
});
