import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** What sound is made of, by frequency. */
export const spec = defineSpec({
  id: 'audio/spectrum',
  title: 'Spectrum',
  doc: 'Takes sound apart into frequencies and finds the strongest one. A sine that just reaches full scale stands at 0 dBFS. Channels are mixed to mono.',
  category: 'audio',
  glyph: 'M2 13.5v-3 M4.4 13.5v-6.5 M6.8 13.5v-11 M9.2 13.5v-7.5 M11.6 13.5v-4 M14 13.5v-1.5',
  keywords: ['fft', 'fourier', 'frequency', 'analyser', 'analyzer', 'pitch', 'peak'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to analyse.' } },
  outputs: {
    spectrum: {
      type: 'tensor',
      doc: 'Magnitudes in dBFS from 0 Hz to half the sample rate, −120 or more.',
    },
    peak: {
      type: 'value/number',
      doc: 'The strongest frequency in Hz; 0 in silence.',
      caps: { unit: 'Hz' },
    },
  },
  caps: ({ size }) => [
    {
      out: {
        spectrum: {
          shape: String(Number(size) / 2 + 1),
          dtype: 'float32',
          axes: 'frequency',
          unit: 'dBFS',
        },
      },
    },
  ],
  converter: true,
  params: z.strictObject({
    size: z.enum(['256', '512', '1024', '2048', '4096', '8192', '16384']).default('2048').meta({
      title: 'Size',
      description: 'Samples in one spectrum: more tell frequencies apart, fewer react faster.',
      unit: 'samples',
    }),
    window: z
      .enum(['hann', 'hamming', 'blackman', 'flat-top'])
      .default('hann')
      .meta({
        title: 'Window',
        description:
          'How the ends are faded. Flat top measures levels best, Hann is the all-rounder.',
        labels: { hann: 'Hann', hamming: 'Hamming', blackman: 'Blackman', 'flat-top': 'Flat top' },
      }),
    overlap: z.int().min(0).max(90).default(50).meta({
      title: 'Overlap',
      description:
        'How much of a spectrum is shared with the next; more gives more spectra a second.',
      unit: '%',
      step: 5,
    }),
  }),
  inline: ['size', 'window'],
});
