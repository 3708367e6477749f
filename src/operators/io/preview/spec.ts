import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
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
  params: z.strictObject({}),
});
