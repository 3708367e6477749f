import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** Speech without the noise around it. */
export const spec = defineSpec({
  id: 'audio/denoise',
  title: 'Noise suppression',
  doc: 'Takes noise away from speech, on this machine: fans, hiss, traffic. It was taught on voices, so music suffers. Above 24 kHz nothing is left.',
  category: 'audio',
  glyph: 'M1.5 8l1-3 1 6 1-5 1 3 1-1h2.5 M9 8c1.5 0 1.5-3 2.7-3s1.2 3 2.8 3 M2 13.5 14 2.5',
  keywords: ['rnnoise', 'noise', 'denoise', 'hiss', 'fan', 'clean', 'suppression', 'voice'],
  inputs: { audio: { type: 'audio/pcm', doc: 'Speech in noise, at any rate.' } },
  outputs: {
    audio: { type: 'audio/pcm', doc: 'The speech, each sample at its time.' },
    voice: {
      type: 'value/number',
      doc: 'How sure it is that someone speaks, 0 to 1, for each block.',
    },
  },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    strength: z.number().min(0).max(100).default(100).meta({
      title: 'Strength',
      description: 'How much of what was taken away stays away.',
      unit: '%',
      step: 1,
    }),
  }),
  inline: ['strength'],
  requires: ['model'],
  models: ['rnnoise'],
  bounds: 'self',
  heavy: true,
  latency: latencyOf(30, 50),
});
