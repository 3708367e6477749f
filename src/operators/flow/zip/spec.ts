import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The n-th of one with the n-th of the other. */
export const spec = defineSpec({
  id: 'flow/zip',
  title: 'Zip',
  doc: 'Pairs the first chunk of one stream with the first of the other, the second with the second, whatever their times. Both leave at the time of a. Ends with the shorter one.',
  category: 'flow',
  glyph: 'M3 3l3 3-3 3M13 3l-3 3 3 3M8 2v12',
  keywords: ['pair', 'barrier', 'combine', 'order', 'arrival', 'number'],
  inputs: {
    a: { type: ANY_TYPE, doc: 'Any stream. Sets the times.' },
    b: { type: ANY_TYPE, doc: 'Any stream.' },
  },
  outputs: {
    a: { type: ANY_TYPE, doc: 'The stream of input a.' },
    b: { type: ANY_TYPE, doc: 'The stream of input b, at the times of a.' },
  },
  caps: () => [{ same: [passes('a', 'a'), passes('b', 'b', 'frameRate')] }],
  params: z.strictObject({}),
  policy: { kind: 'barrier' },
  bounds: 'process',
});
