import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

const end = z.number().min(-1_000_000).max(1_000_000);

/** Numbers of one range as numbers of another. */
export const spec = defineSpec({
  id: 'flow/scale',
  title: 'Scale',
  doc: 'Maps a range of numbers to another one, such as a level of −60 to 0 dBFS to a radius of 0 to 50. Either range may run backwards.',
  category: 'flow',
  glyph: 'M2.5 5v6M13.5 2v12M2.5 5l11-3M2.5 11l11 3',
  keywords: [
    'map',
    'range',
    'remap',
    'normalise',
    'fit',
    'smooth',
    'ease',
    'curve',
    'math',
    'param',
  ],
  inputs: { in: { type: 'value/number', doc: 'Numbers.' } },
  outputs: { out: { type: 'value/number', doc: 'Each number, in the other range.' } },
  params: z.strictObject({
    fromLow: end.default(0).meta({
      title: 'From low',
      description: 'What comes in and becomes To low.',
      step: 0.01,
    }),
    fromHigh: end.default(1).meta({
      title: 'From high',
      description:
        'What comes in and becomes To high. Where it equals From low, what is below it becomes To low and the rest To high.',
      step: 0.01,
    }),
    toLow: end.default(0).meta({
      title: 'To low',
      description: 'What leaves for From low.',
      step: 0.01,
    }),
    toHigh: end.default(100).meta({
      title: 'To high',
      description: 'What leaves for From high.',
      step: 0.01,
    }),
    clamp: z.boolean().default(true).meta({
      title: 'Stay within',
      description: 'What lies outside of the range that comes in counts as its nearer end.',
    }),
    curve: z
      .enum(['linear', 'square', 'root'])
      .default('linear')
      .meta({
        title: 'Curve',
        description: 'Even; slow at the low end and fast at the high one; or the other way round.',
        labels: { linear: 'Linear', square: 'Slow, then fast', root: 'Fast, then slow' },
      }),
    smoothing: z.number().min(0).max(60).default(0).meta({
      title: 'Smoothing',
      description:
        'After a jump, two thirds of the way are gone after this time. 0 follows at once.',
      unit: 's',
      step: 0.01,
    }),
  }),
  inline: ['toLow', 'toHigh'],
  ratio: '1:1',
});
