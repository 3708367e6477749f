import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Phrases as switches. */
export const spec = defineSpec({
  id: 'speech/commands',
  title: 'Spoken commands',
  doc: 'Turns spoken phrases into numbers that open gates or set params: up to four commands, each with an output of its own, and one with the number of each, which a lookup turns into the value of a param. Understood best with the same phrases in the speech recognition.',
  category: 'audio',
  glyph: 'M2 5h5a2.5 2.5 0 0 1 0 5H2M10 4l4 3.5-4 3.5',
  keywords: ['voice control', 'command', 'phrase', 'gate', 'trigger', 'switch', 'toggle', 'speech'],
  inputs: {
    transcript: { type: 'text/transcript', doc: 'What is said.' },
  },
  outputs: {
    command: { type: 'value/number', doc: 'The number of each command said, from 1 up.' },
    first: { type: 'value/number', doc: '1 while the first command holds, else 0.' },
    second: { type: 'value/number', doc: '1 while the second command holds, else 0.' },
    third: { type: 'value/number', doc: '1 while the third command holds, else 0.' },
    fourth: { type: 'value/number', doc: '1 while the fourth command holds, else 0.' },
  },
  params: z.strictObject({
    phrases: z.string().max(10_000).default('go forward, go back, stop').meta({
      title: 'Commands',
      description: 'Up to four phrases, with commas between.',
    }),
    mode: z
      .enum(['switch', 'toggle'])
      .default('switch')
      .meta({
        title: 'Mode',
        description: 'A command holds until another is said, or each is on and off by turns.',
        labels: { switch: 'One at a time', toggle: 'On and off' },
      }),
    early: z.boolean().default(false).meta({
      title: 'At once',
      description:
        'Acts on words that may still change, half a second sooner. A command that was misheard is not taken back.',
    }),
  }),
  inline: ['phrases', 'mode'],
});
