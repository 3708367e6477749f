import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Streams with different origins of time, brought together. */
export const spec = defineSpec({
  id: 'flow/align',
  title: 'Align',
  doc: 'Shifts a stream in time so that its first chunk meets the base stream where that is by then. For devices and files whose clocks begin at different times.',
  category: 'flow',
  glyph: 'M2 5h5M2 11h8M7 2.5v5M10 8.5v5M13.5 2v12',
  keywords: ['shift', 'offset', 'synchronise', 'clock', 'epoch', 'start'],
  inputs: {
    base: { type: ANY_TYPE, doc: 'The stream that keeps its times.' },
    in: { type: ANY_TYPE, doc: 'The stream to shift.' },
  },
  outputs: {
    base: { type: ANY_TYPE, doc: 'The base stream as it came.' },
    out: { type: ANY_TYPE, doc: 'The other stream at times of the base.' },
  },
  caps: () => [{ same: [passes('base', 'base'), passes('in', 'out')] }],
  params: z.strictObject({}),
  policy: { kind: 'align', base: 'base' },
});
