import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Passes a stream while another says so. */
export const spec = defineSpec({
  id: 'flow/gate',
  title: 'Gate',
  doc: 'Lets a stream through while a number is at or above a threshold: picture while something moves, sound while somebody speaks. Each decision holds for the data of its own time.',
  category: 'flow',
  glyph: 'M2 8h4M10 8h4M6 8l3.5-4.5M6 6.5v3M10 6.5v3',
  keywords: ['switch', 'condition', 'filter', 'if', 'open', 'close', 'allow', 'trigger'],
  inputs: {
    in: { type: ANY_TYPE, doc: 'What to let through.' },
    decision: {
      type: 'value/number',
      doc: 'Opens the gate at or above the threshold.',
      onIdle: 'skip',
    },
  },
  outputs: {
    out: { type: ANY_TYPE, doc: 'The stream while the gate is open.' },
    open: {
      type: 'value/number',
      doc: '1 when the gate opens, 0 when it shuts; only when that changes.',
    },
  },
  caps: () => [{ same: [passes('in', 'out')] }],
  params: z.strictObject({
    threshold: z.number().min(-100_000).max(100_000).default(0.5).meta({
      title: 'Threshold',
      description: 'Numbers at or above it open the gate.',
      step: 0.01,
    }),
    invert: z.boolean().default(false).meta({
      title: 'Invert',
      description: 'Opens below the threshold, and shuts at or above it.',
    }),
    between: z
      .enum(['hold', 'shut', 'open'])
      .default('hold')
      .meta({
        title: 'Without a decision',
        description: 'What happens to data at a time that has no decision of its own.',
        labels: { hold: 'As the last decision', shut: 'Does not pass', open: 'Passes' },
      }),
    start: z
      .enum(['shut', 'open'])
      .default('shut')
      .meta({
        title: 'At the start',
        description: 'Before the first decision.',
        labels: { shut: 'Shut', open: 'Open' },
      }),
  }),
  inline: ['threshold', 'invert'],
});
