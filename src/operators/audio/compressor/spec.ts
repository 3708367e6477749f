import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Less difference between loud and quiet. */
export const spec = defineSpec({
  id: 'audio/compressor',
  title: 'Compressor',
  doc: 'Turns loud passages down, so that quiet ones can be turned up. All channels are turned down together, by the loudest.',
  category: 'audio',
  glyph: 'M2 14 8.5 7.5 14 5.5 M2 2v12h12',
  keywords: ['dynamics', 'compress', 'levelling', 'ratio', 'threshold', 'makeup'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to even out.' } },
  outputs: {
    audio: { type: 'audio/pcm', doc: 'The same sound with a smaller range of levels.' },
    reduction: {
      type: 'value/number',
      doc: 'By how many dB the sound was turned down at most in each block, 0 or more.',
      caps: { unit: 'dB' },
    },
  },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    threshold: z.number().min(-60).max(0).default(-24).meta({
      title: 'Threshold',
      description: 'Louder samples are turned down.',
      unit: 'dBFS',
      step: 0.5,
    }),
    ratio: z.number().min(1).max(20).default(4).meta({
      title: 'Ratio',
      description: 'So many dB above the threshold become one.',
      unit: ':1',
      step: 0.1,
      scale: 'log',
    }),
    knee: z.number().min(0).max(24).default(6).meta({
      title: 'Knee',
      description: 'The range around the threshold over which the ratio comes in.',
      unit: 'dB',
      step: 0.5,
    }),
    attack: z.number().min(0.1).max(200).default(5).meta({
      title: 'Attack',
      description: 'How long it takes to be turned down by 63 % of what is due.',
      unit: 'ms',
      step: 0.1,
      scale: 'log',
    }),
    release: z.number().min(5).max(2000).default(100).meta({
      title: 'Release',
      description: 'How long it takes to be turned up again by 63 %.',
      unit: 'ms',
      step: 1,
      scale: 'log',
    }),
    makeup: z.number().min(0).max(24).default(0).meta({
      title: 'Make-up gain',
      description: 'Turns everything up afterwards.',
      unit: 'dB',
      step: 0.1,
    }),
  }),
  inline: ['threshold', 'ratio'],
});
