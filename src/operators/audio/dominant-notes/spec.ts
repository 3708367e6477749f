import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** Which notes sound, by name. */
export const spec = defineSpec({
  id: 'audio/dominant-notes',
  title: 'Dominant notes',
  doc: 'Names the loudest notes that sound together, with their octave and how many cents they are off: A4 +3¢. Overtones are counted to the note they belong to, and so is an octave above it.',
  category: 'audio',
  glyph:
    'M5.5 12.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0zV3.5 M5.5 3.5 13.5 2v8 M13.5 10.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z M5.5 6.5l8-1.5',
  keywords: ['chord', 'polyphonic', 'tuner', 'note names', 'cents', 'music', 'piano', 'midi'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'The sound to analyse. Channels are mixed to mono.' },
  },
  outputs: {
    names: {
      type: 'text/transcript',
      doc: 'The notes from low to high, one word each; they are final when others take their place.',
    },
    strongest: {
      type: 'value/number',
      doc: 'The frequency of the loudest note in Hz; 0 where there is none.',
      caps: { unit: 'Hz' },
    },
  },
  params: z.strictObject({
    most: z.int().min(1).max(8).default(4).meta({
      title: 'Most notes',
      description: 'So many notes are named at most, the loudest ones.',
      step: 1,
    }),
    range: z.number().min(6).max(60).default(26).meta({
      title: 'Range',
      description: 'Notes that are this much quieter than the loudest one are left out.',
      unit: 'dB',
      step: 1,
    }),
    floor: z.number().min(-100).max(-20).default(-60).meta({
      title: 'Floor',
      description: 'What is quieter is silence.',
      unit: 'dBFS',
      step: 1,
    }),
    tuning: z.number().min(400).max(480).default(440).meta({
      title: 'Tuning',
      description: 'The frequency of the A above middle C, which is A4.',
      unit: 'Hz',
      step: 0.1,
    }),
    window: z.enum(['90', '180', '370']).default('180').meta({
      title: 'Window',
      description: 'How much sound is looked at, nearly: more tells low notes apart.',
      unit: 'ms',
    }),
    lowest: z.number().min(25).max(500).default(60).meta({
      title: 'Lowest',
      description: 'Notes below are left out.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    }),
    highest: z.number().min(600).max(10_000).default(4200).meta({
      title: 'Highest',
      description: 'Notes above are left out.',
      unit: 'Hz',
      step: 10,
      scale: 'log',
    }),
  }),
  inline: ['most', 'window'],
  bounds: 'self',
  latency: latencyOf(45, 370),
});
