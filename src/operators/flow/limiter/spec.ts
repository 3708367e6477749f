import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Lets into a slow section only what it can do. */
export const spec = defineSpec({
  id: 'flow/limiter',
  title: 'Flow limiter',
  doc: 'Lets a chunk into a slow part of the pipeline only when that part is done with the one before, so that it always works on what is new. Lead what the slow part sends back to “finished”. In batch everything passes.',
  category: 'flow',
  glyph: 'M2 5h7l3 3-3 3H2M13.5 4v8M5 8h3',
  keywords: ['back pressure', 'latest', 'real time', 'drop', 'in flight', 'busy', 'latency'],
  inputs: {
    in: { type: ANY_TYPE, doc: 'The stream to limit.', arrival: 'any' },
    aux: {
      type: ANY_TYPE,
      doc: 'A stream that goes with it, dropped where the first is.',
      arrival: 'any',
      optional: true,
    },
    finished: {
      type: ANY_TYPE,
      doc: 'What the end of the slow part sends, led back here. Not needed where decisions come in.',
      arrival: 'any',
      optional: true,
    },
    allow: {
      type: 'value/number',
      doc: 'Decisions of an earlier run, to have the same again: 1 passes, 0 does not.',
      arrival: 'any',
      optional: true,
    },
  },
  outputs: {
    out: { type: ANY_TYPE, doc: 'What is let in.' },
    aux: { type: ANY_TYPE, doc: 'What goes with it.' },
    allow: {
      type: 'value/number',
      doc: 'Each decision, at the time of its chunk: 1 passed, 0 did not.',
    },
  },
  caps: () => [{ same: [passes('in', 'out', 'frameRate'), passes('aux', 'aux', 'frameRate')] }],
  params: z.strictObject({
    maxInFlight: z.int().min(1).max(16).default(1).meta({
      title: 'Inside',
      description: 'How many chunks may be in the slow part at once.',
    }),
    maxInQueue: z.int().min(0).max(16).default(1).meta({
      title: 'Waiting',
      description:
        'How many wait for it. With 1 the slow part never pauses; with 0 what it gets is newest.',
    }),
    timeout: z.number().min(0).max(60).default(0).meta({
      title: 'Give up after',
      description: 'A chunk of which nothing was heard for so long makes room. 0 waits for ever.',
      unit: 's',
      step: 0.1,
    }),
  }),
  bounds: 'process',
  inline: ['maxInFlight', 'maxInQueue'],
});
