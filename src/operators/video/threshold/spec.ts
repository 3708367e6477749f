import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Black and white, nothing between. */
export const spec = defineSpec({
  id: 'video/threshold',
  title: 'Threshold',
  doc: 'Makes pixels above a level white and the others black. The level is set by hand or found anew in each picture.',
  category: 'video',
  glyph: 'M2 12.5h6v-9h6',
  keywords: ['binarize', 'binary', 'mask', 'otsu', 'cut', 'segment', 'black and white'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures; only their brightness counts.' } },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'Black and white pictures.',
      caps: { format: 'GRAY8', range: 'full' },
    },
  },
  caps: () => [{ same: [passes('frame', 'frame', 'format', 'range')] }],
  params: z.strictObject({
    mode: z
      .enum(['fixed', 'otsu'])
      .default('fixed')
      .meta({
        title: 'Mode',
        description: 'Where the level comes from: set below, or found by Otsu’s method.',
        labels: { fixed: 'Fixed', otsu: 'Otsu' },
      }),
    level: z.int().min(0).max(255).default(128).meta({
      title: 'Level',
      description:
        'Brightness, 0 black to 255 white, above which a pixel turns white. Fixed mode only.',
      step: 1,
    }),
    invert: z.boolean().default(false).meta({
      title: 'Invert',
      description: 'Swaps black and white.',
    }),
  }),
  inline: ['mode', 'level'],
  ratio: '1:1',
});
