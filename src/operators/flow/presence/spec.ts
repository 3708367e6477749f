import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Whether a stream has something at each time. */
export const spec = defineSpec({
  id: 'flow/presence',
  title: 'Presence',
  doc: 'Says at each time of a stream whether another has a chunk there: 1 or 0. Counts what a gate or a detector leaves out.',
  category: 'flow',
  glyph: 'M2.5 8.5 6 12l7.5-8',
  keywords: ['exists', 'empty', 'missing', 'boolean', 'detected', 'has'],
  inputs: {
    beat: { type: ANY_TYPE, doc: 'The times to ask at.' },
    in: { type: ANY_TYPE, doc: 'The stream that is asked about.' },
  },
  outputs: {
    present: { type: 'value/number', doc: '1 where there is a chunk, 0 where there is none.' },
  },
  params: z.strictObject({}),
});
