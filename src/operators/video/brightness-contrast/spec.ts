import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Lighter, darker, harder, softer, more or less colourful. */
export const spec = defineSpec({
  id: 'video/brightness-contrast',
  title: 'Brightness, contrast',
  doc: 'Makes pictures lighter or darker, harder or softer, and more or less colourful.',
  category: 'video',
  glyph:
    'M8 5.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zM8 1.6v1.5M8 12.9v1.5M1.6 8h1.5M12.9 8h1.5M3.5 3.5l1 1M11.5 11.5l1 1M3.5 12.5l1-1M11.5 4.5l1-1',
  keywords: ['lightness', 'exposure', 'levels', 'saturation', 'colour', 'darker', 'lighter'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures to change.' } },
  outputs: { frame: { type: 'video/raw', doc: 'The changed pictures, format as it came.' } },
  caps: () => [{ same: [passes('frame', 'frame')] }],
  params: z.strictObject({
    brightness: z.number().min(-100).max(100).default(0).meta({
      title: 'Brightness',
      description: 'Added to every level, as a share of the way from black to white.',
      unit: '%',
      step: 1,
    }),
    contrast: z.number().min(0).max(4).default(1).meta({
      title: 'Contrast',
      description: 'Spreads levels around middle grey; 0 leaves only grey, 1 changes nothing.',
      unit: '×',
      step: 0.01,
    }),
    saturation: z.number().min(0).max(4).default(1).meta({
      title: 'Saturation',
      description: 'Strength of the colours; 0 leaves grey, 1 changes nothing.',
      unit: '×',
      step: 0.01,
    }),
  }),
  inline: ['brightness', 'contrast'],
  ratio: '1:1',
});
