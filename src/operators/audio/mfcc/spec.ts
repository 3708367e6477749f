import { defineSpec } from '#contract/spec.ts';
import { melRange } from '#operators/audio/_shared/melRange.ts';
import { z } from 'zod';

/** The colour of sound in a few numbers. */
export const spec = defineSpec({
  id: 'audio/mfcc',
  title: 'MFCC',
  doc: 'Describes the colour of sound by the coarse shape of its mel spectrum: mel-frequency cepstral coefficients, the classic features of speech and instruments.',
  category: 'audio',
  glyph: 'M2 11.5c1.5 0 1.5-7 3-7s1.5 7 3 7 1.5-4 3-4 1.5 2 3 2 M2 14h12',
  keywords: ['cepstrum', 'cepstral', 'timbre', 'features', 'speech', 'dct', 'mel'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to analyse. Channels are mixed to mono.' },
  },
  outputs: {
    mfcc: { type: 'tensor', doc: 'The coefficients, the one of loudness first.' },
  },
  caps: ({ coefficients }) => [
    {
      out: {
        mfcc: { shape: String(coefficients), dtype: 'float32', axes: 'coefficient', unit: 'dB' },
      },
    },
  ],
  params: z.strictObject({
    coefficients: z.int().min(2).max(40).default(13).meta({
      title: 'Coefficients',
      description: 'How many are kept; no more than there are bands.',
      unit: 'numbers',
      step: 1,
    }),
    bands: z.int().min(8).max(128).default(40).meta({
      title: 'Bands',
      description: 'How many mel bands they describe.',
      unit: 'bands',
      step: 1,
    }),
    ...melRange,
  }),
  inline: ['coefficients', 'bands'],
});
