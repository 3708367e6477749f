import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** Where notes and beats begin. */
export const spec = defineSpec({
  id: 'audio/onset',
  title: 'Onset',
  doc: 'Finds where something begins in sound: a note, a beat, a word, by how much the spectrum grows. Each onset lies at its own time, about 20 ms exact, and is known 60 ms later.',
  category: 'audio',
  glyph: 'M2 13.5h3V3.5c0 6 3 10 9 10 M5 3.5 3 6 M5 3.5 7 6',
  keywords: ['attack', 'beat', 'transient', 'note', 'spectral flux', 'clap', 'drum', 'trigger'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to listen to. Channels are mixed to mono.' },
  },
  outputs: {
    onset: { type: 'value/number', doc: 'One number for each onset: how far it stands out.' },
    flux: {
      type: 'value/number',
      doc: 'How much the spectrum grew, a hundred times a second, 0 or more.',
    },
  },
  params: z.strictObject({
    threshold: z.number().min(0.01).max(2).default(0.08).meta({
      title: 'Threshold',
      description: 'How far the growth must stand out from its mean. More finds fewer onsets.',
      unit: 'flux',
      step: 0.01,
      scale: 'log',
    }),
    interval: z.number().min(20).max(1000).default(50).meta({
      title: 'Interval',
      description: 'Onsets that follow one another faster count as one.',
      unit: 'ms',
      step: 5,
    }),
  }),
  inline: ['threshold', 'interval'],
  bounds: { offset: -100_000 },
  latency: latencyOf(40, 80),
});
