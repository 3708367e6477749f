import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Only what all inputs have at one time. */
export const spec = defineSpec({
  id: 'flow/join',
  title: 'Join',
  doc: 'Lets chunks through only at times at which every wired input has one, so that what follows always gets whole sets.',
  category: 'flow',
  glyph: 'M2 3h4v10H2M14 3h-4v10h4M6 8h4',
  keywords: ['inner', 'synchronise', 'together', 'match', 'pair', 'zip', 'timestamp'],
  inputs: {
    a: { type: ANY_TYPE, doc: 'Any stream.' },
    b: { type: ANY_TYPE, doc: 'Any stream.' },
    c: { type: ANY_TYPE, doc: 'Any stream.', optional: true },
    d: { type: ANY_TYPE, doc: 'Any stream.', optional: true },
  },
  outputs: {
    a: { type: ANY_TYPE, doc: 'The stream of input a, where the others have a chunk too.' },
    b: { type: ANY_TYPE, doc: 'The stream of input b, where the others have a chunk too.' },
    c: { type: ANY_TYPE, doc: 'The stream of input c, where the others have a chunk too.' },
    d: { type: ANY_TYPE, doc: 'The stream of input d, where the others have a chunk too.' },
  },
  caps: () => [{ same: [passes('a', 'a'), passes('b', 'b'), passes('c', 'c'), passes('d', 'd')] }],
  params: z.strictObject({}),
});
