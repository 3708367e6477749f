import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Fewer chunks a second. */
export const spec = defineSpec({
  id: 'flow/rate-limiter',
  title: 'Rate limiter',
  doc: 'Lets at most so many chunks a second through and counts the rest as dropped. It never repeats one: a slower stream passes as it is.',
  category: 'flow',
  glyph: 'M2 3h12l-4.5 5v5.5l-3-1.8V8z',
  keywords: ['throttle', 'thinner', 'frame rate', 'fps', 'decimate', 'sample', 'skip'],
  inputs: {
    in: {
      type: ANY_TYPE,
      doc: 'Any stream.',
    },
  },
  outputs: {
    out: {
      type: ANY_TYPE,
      doc: 'The same stream with fewer chunks, their timestamps unchanged.',
    },
  },
  caps: ({ rate }) => [
    {
      out: { out: { frameRate: { min: 0, max: rate } } },
      same: [passes('in', 'out', 'frameRate')],
    },
  ],
  params: z.strictObject({
    rate: z.number().min(0.1).max(240).default(10).meta({
      title: 'Rate',
      description: 'The most chunks a second that pass, on average, by their timestamps.',
      unit: '/s',
      step: 0.1,
      scale: 'log',
    }),
  }),
  inline: ['rate'],
});
