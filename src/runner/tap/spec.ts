import { ANY_TYPE, defineSpec } from '#contract/spec.ts';
import { z } from 'zod';
import { FORMAT_NAMES } from './formats.ts';

/**
 * The id of the command's own operator, which is in no catalog. Only a run has it: documents can't spell
 * it, else one from elsewhere could write wherever it likes.
 */
export const TAP = 'Runner/tap';

/** Writes every chunk of a stream, whatever it carries. Added behind a port by `--tap`. */
export const spec = defineSpec({
  id: TAP,
  title: 'Tap',
  doc: 'Writes every chunk of a stream into files.',
  category: 'sinks',
  glyph: 'M2 8h12',
  inputs: {
    in: {
      type: ANY_TYPE,
      doc: 'What to write.',
    },
  },
  outputs: {},
  params: z.strictObject({
    path: z.string().min(1).default('tap.raw').meta({
      title: 'Path',
      description: 'Where to write; `%05d` becomes the number of the chunk.',
    }),
    format: z
      .enum(FORMAT_NAMES)
      .default('raw')
      .meta({ title: 'Format', description: 'How to write it.' }),
  }),
  requires: ['save'],
  privacy: 'stores',
});
