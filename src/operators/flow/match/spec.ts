import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** What happens close together. */
export const spec = defineSpec({
  id: 'flow/match',
  title: 'Match by time',
  doc: 'Pairs chunks of two streams that lie close together in time: a word with the picture it was said over, an onset with the movement that made it. Every pair leaves at the later of its two times.',
  category: 'flow',
  glyph: 'M2 5h3M7 5h3M4 11h3M9 11h5M5.5 5v6M9.5 5v6',
  keywords: ['interval', 'join', 'near', 'correlate', 'combine', 'tolerance', 'nearest'],
  inputs: {
    a: { type: ANY_TYPE, doc: 'Any stream.', arrival: 'any' },
    b: { type: ANY_TYPE, doc: 'Any stream.', arrival: 'any' },
  },
  outputs: {
    a: { type: ANY_TYPE, doc: 'The one of a, once a pair.' },
    b: { type: ANY_TYPE, doc: 'The one of b, at the same time.' },
  },
  caps: () => [{ same: [passes('a', 'a', 'frameRate'), passes('b', 'b', 'frameRate')] }],
  params: z.strictObject({
    from: z.number().min(-60).max(60).default(-0.1).meta({
      title: 'From',
      description: 'How much later than a, at least, b may be; below 0 it may be earlier.',
      unit: 's',
      step: 0.01,
    }),
    to: z.number().min(-60).max(60).default(0.1).meta({
      title: 'To',
      description: 'How much later than a, at most, b may be.',
      unit: 's',
      step: 0.01,
    }),
  }),
  bounds: 'process',
  inline: ['from', 'to'],
});
