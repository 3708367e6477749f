import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** What came out at the time before. */
export const spec = defineSpec({
  id: 'flow/loopback',
  title: 'Previous result',
  doc: 'Hands the result of the time before to the next one: for trackers and filters that go on from where they were. Lead the result back to “loop” by an edge marked as going back.',
  category: 'flow',
  glyph: 'M12 11.5A5.5 5.5 0 1 1 13 5M13.5 2v3.5H10',
  keywords: ['loop', 'feedback', 'delay', 'state', 'recursive', 'tracking', 'last'],
  inputs: {
    main: { type: ANY_TYPE, doc: 'Sets the beat: one chunk for each time.', arrival: 'any' },
    loop: { type: ANY_TYPE, doc: 'The result, led back.', arrival: 'any' },
  },
  outputs: {
    previous: {
      type: ANY_TYPE,
      doc: 'The result at the time before, at the time of now. Nothing where there was none.',
    },
  },
  caps: () => [{ same: [passes('loop', 'previous')] }],
  params: z.strictObject({}),
  bounds: 'process',
});
