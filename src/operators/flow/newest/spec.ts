import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The newest set of what belongs together. */
export const spec = defineSpec({
  id: 'flow/newest',
  title: 'Newest set',
  doc: 'Keeps streams that belong together whole and new: when what follows is slow, old sets are dropped from all of them alike. In batch every set passes.',
  category: 'flow',
  glyph: 'M2 4.5h6M2 8h6M2 11.5h6M11 4v8M14 4v8',
  keywords: ['latest', 'drop', 'synchronise', 'fixed size', 'real time', 'consistent'],
  inputs: {
    a: { type: ANY_TYPE, doc: 'Any stream.' },
    b: { type: ANY_TYPE, doc: 'Any stream with the same times.' },
    c: { type: ANY_TYPE, doc: 'Any stream with the same times.', optional: true },
  },
  outputs: {
    a: { type: ANY_TYPE, doc: 'The stream of input a.' },
    b: { type: ANY_TYPE, doc: 'The stream of input b.' },
    c: { type: ANY_TYPE, doc: 'The stream of input c.' },
  },
  caps: () => [{ same: [passes('a', 'a'), passes('b', 'b'), passes('c', 'c')] }],
  params: z.strictObject({}),
  policy: { kind: 'fixed-size', trigger: 2, target: 1, cut: 'any' },
});
