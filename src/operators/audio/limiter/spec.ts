import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** A ceiling that no sample goes through. */
export const spec = defineSpec({
  id: 'audio/limiter',
  title: 'Limiter',
  doc: 'Keeps every sample at or below a ceiling. It looks 5 ms ahead and turns down in time, so that nothing is clipped. All channels are turned down together.',
  category: 'audio',
  glyph: 'M1.5 4.5h13 M2 12c2 0 2-7 4-7h4c2 0 2 7 4 7',
  keywords: ['ceiling', 'brickwall', 'maximiser', 'clipping', 'peak', 'loudness', 'lookahead'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to limit.' } },
  outputs: {
    audio: {
      type: 'audio/pcm',
      doc: 'The same sound, below the ceiling, each sample at its time.',
    },
  },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    gain: z.number().min(0).max(24).default(0).meta({
      title: 'Gain',
      description: 'Turns everything up first, for more loudness under the same ceiling.',
      unit: 'dB',
      step: 0.1,
    }),
    ceiling: z.number().min(-24).max(0).default(-1).meta({
      title: 'Ceiling',
      description: 'The highest magnitude that a sample may have.',
      unit: 'dBFS',
      step: 0.1,
    }),
    release: z.number().min(5).max(1000).default(100).meta({
      title: 'Release',
      description: 'How long it takes to be turned up again by 63 %.',
      unit: 'ms',
      step: 1,
      scale: 'log',
    }),
  }),
  inline: ['gain', 'ceiling'],
  bounds: 'self',
  latency: latencyOf(5, 5),
});
