import { passes } from '#contract/capsWay.ts';
import type { Micros } from '#stream/micros.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Sound keeps its own time: it is resampled, not repeated. */
const types = ANY_TYPE.filter((type) => type !== 'audio/pcm');

/** Chunks at an even rate, repeated or left out as needed. */
export const spec = defineSpec({
  id: 'flow/steady-rate',
  title: 'Steady rate',
  doc: 'Sends chunks at exactly even times: for each tick the nearest one, or the last one again where none is near. For cameras that tremble and for recordings that need one rate.',
  category: 'flow',
  glyph: 'M2 12V9M5 12V5M8 12V9M11 12V5M14 12V9',
  keywords: ['resample', 'fps', 'frame rate', 'constant', 'cfr', 'repeat', 'interpolate', 'even'],
  inputs: { in: { type: types, doc: 'Any stream but sound.' } },
  outputs: { out: { type: types, doc: 'One chunk a tick.' } },
  caps: ({ rate }) => [
    { out: { out: { frameRate: rate } }, same: [passes('in', 'out', 'frameRate')] },
  ],
  params: z.strictObject({
    rate: z.number().min(0.1).max(240).default(30).meta({
      title: 'Rate',
      description: 'Ticks a second.',
      unit: '/s',
      step: 0.1,
      scale: 'log',
    }),
    align: z
      .enum(['first', 'zero'])
      .default('first')
      .meta({
        title: 'Ticks begin',
        description:
          'At time 0, two files that are treated alike have the same ticks whenever their first picture comes.',
        labels: { first: 'First chunk', zero: 'Time 0' },
      }),
    jitter: z.number().min(0).max(0.5).default(0).meta({
      title: 'Jitter',
      description:
        'Moves each tick at random by up to this part of a period, alike for the same seed.',
      step: 0.01,
    }),
  }),
  latency: { min: 0 as Micros, max: 10_000_000 as Micros },
  determinism: 'seeded',
  // A tick is decided by a chunk that comes after it: the output is as far as the first undecided one.
  bounds: 'process',
  inline: ['rate', 'align'],
});
