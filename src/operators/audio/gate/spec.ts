import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Silence between the words. */
export const spec = defineSpec({
  id: 'audio/gate',
  title: 'Noise gate',
  doc: 'Turns sound down while it is quiet, so that hiss and hum between words are not heard. All channels open together.',
  category: 'audio',
  glyph: 'M2 12.5h3.5v-9h5v9h3.5',
  keywords: ['noise', 'expander', 'silence', 'threshold', 'hiss', 'hysteresis'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to clean.' } },
  outputs: {
    audio: { type: 'audio/pcm', doc: 'The same sound, turned down while the gate is shut.' },
    open: {
      type: 'value/number',
      doc: 'At the end of each block: 1 while the gate is open, 0 while it is shut.',
    },
  },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    threshold: z.number().min(-90).max(0).default(-40).meta({
      title: 'Threshold',
      description: 'A sample this loud opens the gate.',
      unit: 'dBFS',
      step: 0.5,
    }),
    hysteresis: z.number().min(0).max(24).default(6).meta({
      title: 'Hysteresis',
      description: 'How far below the threshold sound must stay before the gate may shut.',
      unit: 'dB',
      step: 0.5,
    }),
    attack: z.number().min(0.1).max(100).default(1).meta({
      title: 'Attack',
      description: 'How long it takes to be 63 % open.',
      unit: 'ms',
      step: 0.1,
      scale: 'log',
    }),
    hold: z.number().min(0).max(2000).default(100).meta({
      title: 'Hold',
      description: 'How long the gate stays open after the last sample that was loud enough.',
      unit: 'ms',
      step: 10,
    }),
    release: z.number().min(1).max(2000).default(100).meta({
      title: 'Release',
      description: 'How long it takes to be 63 % shut.',
      unit: 'ms',
      step: 1,
      scale: 'log',
    }),
    attenuation: z.number().min(0).max(100).default(60).meta({
      title: 'Attenuation',
      description: 'By how much sound is turned down once the gate is shut.',
      unit: 'dB',
      step: 1,
    }),
  }),
  inline: ['threshold', 'attenuation'],
});
