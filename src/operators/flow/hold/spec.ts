import { passes } from '#contract/capsWay.ts';
import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The newest of other streams, at the beat of one. */
export const spec = defineSpec({
  id: 'flow/hold',
  title: 'Sample and hold',
  doc: 'At each tick, sends the newest chunk of every other input again, at the time of the tick. Brings streams of different rates together.',
  category: 'flow',
  glyph: 'M1.5 11h3V5h3.5v3h3.5V4h3',
  keywords: ['latest', 'clone', 'repeat', 'sync', 'combine', 'snapshot', 'tick', 'clock'],
  inputs: {
    tick: { type: ANY_TYPE, doc: 'When to send. What it carries does not matter.' },
    a: { type: ANY_TYPE, doc: 'Any stream.', onIdle: 'skip' },
    b: { type: ANY_TYPE, doc: 'Any stream.', onIdle: 'skip', optional: true },
    c: { type: ANY_TYPE, doc: 'Any stream.', onIdle: 'skip', optional: true },
  },
  outputs: {
    a: { type: ANY_TYPE, doc: 'The newest chunk of input a, once a tick.' },
    b: { type: ANY_TYPE, doc: 'The newest chunk of input b, once a tick.' },
    c: { type: ANY_TYPE, doc: 'The newest chunk of input c, once a tick.' },
  },
  caps: () => [
    {
      same: [
        passes('a', 'a', 'frameRate'),
        passes('b', 'b', 'frameRate'),
        passes('c', 'c', 'frameRate'),
      ],
    },
  ],
  params: z.strictObject({
    whole: z.boolean().default(true).meta({
      title: 'Wait for all',
      description:
        'Sends nothing until every wired input has had a chunk. Off: sends those that are there.',
    }),
  }),
  inline: ['whole'],
});
