import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Whether one tone sounds. */
export const spec = defineSpec({
  id: 'audio/tone-detector',
  title: 'Tone detector',
  doc: 'Listens for one frequency and says how loud it is and whether it stands out. A full-scale sine has 0 dBFS.',
  category: 'audio',
  glyph: 'M1.5 8h2l1.5-5 3 10 3-10 1.5 5h2 M8 1v1 M8 14v1',
  keywords: ['goertzel', 'beep', 'frequency', 'alarm', 'whistle', 'signal'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to listen to. Channels are mixed to mono.' },
  },
  outputs: {
    level: {
      type: 'value/number',
      doc: 'Level of the tone in dBFS, −120 or more.',
      caps: { unit: 'dBFS' },
    },
    present: { type: 'value/number', doc: '1 while the tone sounds, else 0.' },
  },
  params: z.strictObject({
    frequency: z.number().min(20).max(20_000).default(1000).meta({
      title: 'Frequency',
      description: 'The tone to listen for; above half the sample rate nothing is heard.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    threshold: z.number().min(-100).max(0).default(-40).meta({
      title: 'Threshold',
      description: 'The tone must be at least this loud.',
      unit: 'dBFS',
      step: 0.5,
    }),
    share: z.number().min(0).max(100).default(50).meta({
      title: 'Share',
      description: 'How much of all power the tone must have, so that noise is not taken for it.',
      unit: '%',
      step: 1,
    }),
    window: z.number().min(10).max(1000).default(50).meta({
      title: 'Window',
      description: 'How much sound is looked at: more tells closer frequencies apart.',
      unit: 'ms',
      step: 5,
    }),
  }),
  inline: ['frequency', 'threshold'],
});
