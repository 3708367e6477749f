import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** One of several streams, chosen from moment to moment. */
export const spec = defineSpec({
  id: 'flow/switch',
  title: 'Switch',
  doc: 'Passes one of up to four streams, chosen by a number at each time: 0 for a, 1 for b, 2 for c, 3 for d. All need chunks at the same times. Ends with the selection.',
  category: 'flow',
  glyph: 'M2 4h4l4 4h4M2 12h4l1.5-1.5',
  keywords: ['mux', 'select', 'choose', 'source', 'router', 'input'],
  inputs: {
    select: { type: 'value/number', doc: 'Which stream, from 0.' },
    a: { type: ANY_TYPE, doc: 'Stream 0.' },
    b: { type: ANY_TYPE, doc: 'Stream 1.' },
    c: { type: ANY_TYPE, doc: 'Stream 2.', optional: true },
    d: { type: ANY_TYPE, doc: 'Stream 3.', optional: true },
  },
  outputs: { out: { type: ANY_TYPE, doc: 'The chosen stream.' } },
  params: z.strictObject({}),
  policy: { kind: 'mux', select: 'select', ways: ['a', 'b', 'c', 'd'] },
});
