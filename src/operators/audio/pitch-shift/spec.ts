import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** Higher or lower, as fast as before. */
export const spec = defineSpec({
  id: 'audio/pitch-shift',
  title: 'Pitch shift',
  doc: 'Makes sound higher or lower without making it faster or slower. A change of pitch is heard within 50 ms and does not click.',
  category: 'audio',
  glyph: 'M2 12.5c2-9 4-9 6 0 M8 12.5c1-9 2-9 3 0 M11 12.5c1-9 2-9 3 0 M2 4.5h4 M4.5 3 6 4.5 4.5 6',
  keywords: [
    'transpose',
    'key',
    'semitone',
    'octave',
    'vocoder',
    'voice',
    'disguise',
    'harmonizer',
  ],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to transpose.' } },
  outputs: {
    audio: { type: 'audio/pcm', doc: 'The same sound at another pitch, each sample at its time.' },
  },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    semitones: z.number().min(-24).max(24).default(0).meta({
      title: 'Semitones',
      description: 'By how much higher; below 0 lower. An octave has 12.',
      unit: 'st',
      step: 0.1,
    }),
    mix: z.number().min(0).max(100).default(100).meta({
      title: 'Mix',
      description: 'How much is transposed; the rest is the sound as it came.',
      unit: '%',
      step: 1,
    }),
  }),
  inline: ['semitones', 'mix'],
  bounds: 'self',
  latency: latencyOf(30, 70),
});
