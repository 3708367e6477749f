import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** Shows a stream large. */
export const spec = defineSpec({
  id: 'io/preview',
  title: 'Preview',
  doc: 'Shows a stream large: pictures, sound, numbers, boxes, curves or words. Put it wherever you want to look closely.',
  category: 'sinks',
  glyph: 'M2 3.5h12v8H2zM5.5 14h5M8 11.5V14',
  keywords: ['monitor', 'view', 'display', 'screen', 'show', 'output', 'viewer'],
  inputs: {
    in: {
      type: ANY_TYPE,
      doc: 'What to show.',
    },
  },
  outputs: {},
  params: z.strictObject({
    timing: z
      .enum(['at-once', 'in-step'])
      .default('at-once')
      .meta({
        title: 'Timing',
        description:
          'At once: each chunk as it comes. In step: at its time, together with what other such sinks show then; what comes too late is left out. In batch all of it is taken.',
        labels: { 'at-once': 'At once', 'in-step': 'In step with others' },
      }),
    delay: z.number().min(0).max(5000).default(0).meta({
      title: 'Delay',
      description:
        'How long after its time a chunk is shown in step, at least: more leaves slow operators time. The longest of all sinks counts for all.',
      unit: 'ms',
      step: 10,
    }),
  }),
  synchronises: ({ timing, delay }) =>
    timing === 'in-step' ? { delay: Math.round(1000 * delay) as Micros } : undefined,
});
