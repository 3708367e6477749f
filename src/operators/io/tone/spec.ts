import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Sound made here: for tests, for measuring, and to hear whether anything arrives. */
export const spec = defineSpec({
  id: 'io/tone',
  title: 'Tone',
  doc: 'Makes sound without any device: a steady tone, a sweep from low to high, or white noise.',
  category: 'sources',
  glyph: 'M1.5 8c1.1-6 3.2-6 4.3 0s3.3 6 4.4 0 3.2-6 4.3 0',
  keywords: ['sine', 'oscillator', 'sweep', 'chirp', 'white noise', 'generator', 'sound'],
  inputs: {},
  outputs: {
    audio: {
      type: 'audio/pcm',
      doc: 'The sound in mono, in blocks of 10 ms.',
      caps: { channels: 1 },
    },
  },
  bounded: ({ duration }) => duration > 0,
  caps: ({ sampleRate: rate }) => [{ out: { audio: { rate } } }],
  params: z.strictObject({
    waveform: z
      .enum(['sine', 'sweep', 'noise'])
      .default('sine')
      .meta({
        title: 'Waveform',
        description: 'What sounds. Noise is white and differs with the seed of the run.',
        labels: { sine: 'Sine', sweep: 'Sweep', noise: 'Noise' },
      }),
    frequency: z.number().min(20).max(20_000).default(440).meta({
      title: 'Frequency',
      description: 'Pitch of the sine; never more than half the sample rate.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    level: z.number().min(-60).max(0).default(-12).meta({
      title: 'Level',
      description: 'Highest sample, relative to full scale.',
      unit: 'dBFS',
      step: 0.1,
    }),
    period: z.number().min(0.5).max(60).default(10).meta({
      title: 'Sweep period',
      description: 'How long a sweep from 20 Hz to 20 kHz takes before it starts again.',
      unit: 's',
      step: 0.5,
    }),
    sampleRate: z.int().min(8000).max(192_000).default(48_000).meta({
      title: 'Sample rate',
      description: 'Samples a second.',
      unit: 'Hz',
      step: 1000,
    }),
    duration: z.number().min(0).max(86_400).default(0).meta({
      title: 'Duration',
      description: 'Where the sound ends; 0 never ends, which a batch run cannot wait for.',
      unit: 's',
      step: 0.1,
    }),
  }),
  inline: ['frequency', 'level'],
  determinism: 'seeded',
});
