import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Sound as a picture. */
export const spec = defineSpec({
  id: 'audio/waterfall',
  title: 'Waterfall',
  doc: 'Draws the spectrum over time: the newest sound at the right, low frequencies at the bottom, bright where it is loud. 320 × 180 pixels, at most 30 pictures a second.',
  category: 'audio',
  glyph: 'M2 2.5h12v11H2z M5 13.5v-5 M7.5 13.5v-8 M10 13.5V9 M12 13.5v-3',
  keywords: ['spectrogram', 'sonogram', 'stft', 'time-frequency', 'picture', 'voiceprint'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to draw. Channels are mixed to mono.' } },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture.',
      caps: {
        width: 320,
        height: 180,
        format: 'RGBA',
        matrix: 'bt601',
        range: 'full',
        frameRate: { min: 0, max: 30 },
      },
    },
  },
  converter: true,
  params: z.strictObject({
    span: z.number().min(1).max(60).default(8).meta({
      title: 'Span',
      description: 'How much time the picture shows.',
      unit: 's',
      step: 0.5,
      scale: 'log',
    }),
    scale: z
      .enum(['log', 'linear'])
      .default('log')
      .meta({
        title: 'Scale',
        description: 'How frequencies are spaced: by ratio from 50 Hz up, or evenly from 0.',
        labels: { log: 'Logarithmic', linear: 'Linear' },
      }),
    size: z.enum(['512', '1024', '2048', '4096', '8192']).default('2048').meta({
      title: 'Size',
      description: 'Samples in one spectrum: more tell frequencies apart, fewer tell times apart.',
      unit: 'samples',
    }),
    floor: z.number().min(-120).max(-30).default(-90).meta({
      title: 'Floor',
      description: 'What is quieter is black.',
      unit: 'dBFS',
      step: 1,
    }),
    ceiling: z.number().min(-29).max(0).default(-10).meta({
      title: 'Ceiling',
      description: 'What is louder is brightest.',
      unit: 'dBFS',
      step: 1,
    }),
  }),
  inline: ['span', 'scale'],
  preview: { large: true },
});
