import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Several streams as one. */
export const spec = defineSpec({
  id: 'flow/merge',
  title: 'Merge',
  doc: 'Makes one stream of several, in the order of their times. Waits for the slowest, but for no longer than a silent one is given; what that brings afterwards is late.',
  category: 'flow',
  glyph: 'M2 3c4 0 5 5 8 5h4M2 13c4 0 5-5 8-5M2 8h7',
  keywords: ['union', 'combine', 'interleave', 'concat', 'fan in', 'idle', 'watermark'],
  inputs: {
    a: { type: ANY_TYPE, doc: 'Any stream.', arrival: 'any' },
    b: { type: ANY_TYPE, doc: 'Another.', arrival: 'any' },
    c: { type: ANY_TYPE, doc: 'Another.', arrival: 'any', optional: true },
    d: { type: ANY_TYPE, doc: 'Another.', arrival: 'any', optional: true },
  },
  outputs: {
    out: {
      type: ANY_TYPE,
      doc: 'All of them. Where two have one time, the second leaves a microsecond later.',
    },
  },
  params: z.strictObject({
    idle: z.number().min(0).max(60).default(0).meta({
      title: 'Silent after',
      description: 'An input without news for so long is not waited for. 0 waits for ever.',
      unit: 's',
      step: 0.1,
    }),
  }),
  bounds: 'process',
  inline: ['idle'],
});
