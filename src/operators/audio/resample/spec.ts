import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

/** The same sound with other samples. */
export const spec = defineSpec({
  id: 'audio/resample',
  title: 'Resample',
  doc: 'Changes the sample rate. What lies below 90 % of the lower half-rate passes within 0.001 dB, and what lies above the half-rate is down by 96 dB. Sound at that rate already passes as it is.',
  category: 'audio',
  glyph: 'M2 12c2-12 4-12 6 0 M8 12c2-12 4-12 6 0 M3.5 14h.01 M8 14h.01 M12.5 14h.01',
  keywords: ['rate', 'convert', 'downsample', 'upsample', 'src', '16 khz', '44.1', '48'],
  inputs: { audio: { type: 'audio/pcm', doc: 'Sound at any rate.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The same sound at the new rate, at its times.' } },
  caps: ({ sampleRate: rate }) => [
    { out: { audio: { rate } }, same: [passes('audio', 'audio', 'rate')] },
  ],
  converter: true,
  params: z.strictObject({
    sampleRate: z.int().min(4000).max(192_000).default(16_000).meta({
      title: 'Sample rate',
      description: 'Samples a second that come out.',
      unit: 'Hz',
      step: 1,
    }),
  }),
  inline: ['sampleRate'],
  bounds: 'self',
  latency: latencyOf(0, 16),
});
