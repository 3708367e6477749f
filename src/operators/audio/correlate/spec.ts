import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How much later one sound is than another. */
export const spec = defineSpec({
  id: 'audio/correlate',
  title: 'Correlate',
  doc: 'Finds by how much sound b comes later than sound a, where both hold the same: two microphones, or a sound and its echo. Both need one sample rate.',
  category: 'audio',
  glyph: 'M1.5 5h3l1-3 1.5 6 1-3H14 M2 12h6l1-3 1.5 6 1-3H14',
  keywords: [
    'cross-correlation',
    'delay',
    'latency',
    'lag',
    'align',
    'synchronise',
    'offset',
    'tdoa',
  ],
  inputs: {
    a: { type: 'audio/pcm', doc: 'The sound that comes first. Channels are mixed to mono.' },
    b: { type: 'audio/pcm', doc: 'The same sound, later or earlier.' },
  },
  outputs: {
    delay: {
      type: 'value/number',
      doc: 'How much later b is, in ms; below 0 where it is earlier.',
      caps: { unit: 'ms' },
    },
    likeness: { type: 'value/number', doc: 'How alike both are at that delay, from 0 to 1.' },
  },
  caps: () => [{ same: [{ ports: ['in.a', 'in.b'], fields: ['rate'] }] }],
  params: z.strictObject({
    window: z.number().min(50).max(4000).default(500).meta({
      title: 'Window',
      description: 'How much sound is compared: more is surer. A value comes each half window.',
      unit: 'ms',
      step: 10,
      scale: 'log',
    }),
    longest: z.number().min(1).max(1000).default(100).meta({
      title: 'Longest delay',
      description: 'Delays beyond this, or beyond half the window, are not looked for.',
      unit: 'ms',
      step: 1,
      scale: 'log',
    }),
  }),
  inline: ['window', 'longest'],
  bounds: 'self',
  latency: latencyOf(0, 1000),
});
