import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How loud it is, as a number that flows. */
export const spec = defineSpec({
  id: 'audio/level',
  title: 'Level',
  doc: 'Measures how loud sound is, over all channels, once a block. A sine that just reaches full scale has −3.01 dBFS RMS, or 0 with the AES17 reference; silence has −120.',
  category: 'audio',
  glyph: 'M2.5 4.5h11 M2.5 8h7.5 M2.5 11.5h4.5',
  keywords: ['meter', 'loudness', 'rms', 'peak', 'dbfs', 'volume', 'vu'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to measure.' } },
  outputs: {
    level: {
      type: 'value/number',
      doc: 'The level in dBFS, −120 or more.',
      caps: { unit: 'dBFS' },
    },
  },
  converter: true,
  params: z.strictObject({
    measure: z
      .enum(['rms', 'peak'])
      .default('rms')
      .meta({
        title: 'Measure',
        description: 'Mean power, or the highest sample on any channel.',
        labels: { rms: 'RMS', peak: 'Peak' },
      }),
    window: z.int().min(10).max(3000).default(300).meta({
      title: 'Window',
      description: 'How much of the latest sound is measured.',
      unit: 'ms',
      step: 10,
    }),
    reference: z
      .enum(['square', 'aes17'])
      .default('square')
      .meta({
        title: 'RMS reference',
        description: 'Which full-scale wave has 0 dBFS RMS. AES17 says the sine: 3.01 dB more.',
        labels: { square: 'Square wave', aes17: 'Sine (AES17)' },
      }),
  }),
  inline: ['measure', 'window'],
  ratio: '1:1',
});
