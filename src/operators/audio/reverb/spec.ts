import { passes } from '#contract/capsWay.ts';
import { fileParam } from '#contract/params.ts';
import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** Sound as it is in a room. */
export const spec = defineSpec({
  id: 'audio/reverb',
  title: 'Reverb',
  doc: 'Puts sound into a room: one made of its size and how long it rings, or a real one by the file of its impulse response. At its end the sound rings out.',
  category: 'audio',
  glyph: 'M3 5v6 M6 6.5a3 3 0 0 1 0 3 M8.5 5a6 6 0 0 1 0 6 M11 3.5a9 9 0 0 1 0 9',
  keywords: ['room', 'hall', 'echo', 'convolution', 'impulse response', 'space', 'church', 'plate'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to put into the room.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The sound and its reverberation.' } },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    source: z
      .enum(['room', 'file'])
      .default('room')
      .meta({
        title: 'Room',
        description: 'Where the room comes from.',
        labels: { room: 'By its figures', file: 'From a file' },
      }),
    impulse: fileParam.default({}).meta({
      title: 'Impulse response',
      description: 'The answer of a room to a clap, as a sound file; its first 10 s count.',
      control: 'file',
      optional: true,
      accept: 'audio/*',
    }),
    size: z.number().min(2).max(60).default(12).meta({
      title: 'Size',
      description: 'The length of the room: how far its first echoes are apart.',
      unit: 'm',
      step: 0.5,
      scale: 'log',
    }),
    decay: z.number().min(0.1).max(10).default(1.5).meta({
      title: 'Decay',
      description: 'How long it rings until it is 60 dB quieter.',
      unit: 's',
      step: 0.1,
      scale: 'log',
    }),
    damping: z.number().min(0).max(100).default(50).meta({
      title: 'Damping',
      description: 'How much shorter high frequencies ring: curtains and people.',
      unit: '%',
      step: 1,
    }),
    preDelay: z.number().min(0).max(200).default(10).meta({
      title: 'Pre-delay',
      description: 'Silence between the sound and the first echo.',
      unit: 'ms',
      step: 1,
    }),
    wet: z.number().min(-60).max(12).default(-9).meta({
      title: 'Reverb',
      description: 'Level of the reverberation; −60 is silence.',
      unit: 'dB',
      step: 0.5,
    }),
    dry: z.number().min(-60).max(12).default(0).meta({
      title: 'Direct sound',
      description: 'Level of the sound as it came; −60 is silence.',
      unit: 'dB',
      step: 0.5,
    }),
    seed: z.int().min(0).max(9999).default(1).meta({
      title: 'Variant',
      description: 'Another number is another room of the same figures.',
      step: 1,
    }),
  }),
  inline: ['decay', 'wet'],
  requires: ['file'],
  bounds: 'self',
  latency: latencyOf(5, 20),
});
