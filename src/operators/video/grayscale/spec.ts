import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Takes the colour away. */
export const spec = defineSpec({
  id: 'video/grayscale',
  title: 'Grayscale',
  doc: 'Takes the colour away and keeps the brightness. Costs nothing for camera and file pictures.',
  category: 'video',
  glyph: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM8 2v12M8 5h5.1M8 8h6M8 11h5.1',
  keywords: ['grey', 'gray', 'black and white', 'monochrome', 'luma', 'desaturate'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures in colour.' } },
  outputs: {
    frame: { type: 'video/raw', doc: 'The same pictures in grey.', caps: { format: 'GRAY8' } },
  },
  caps: () => [{ same: [passes('frame', 'frame', 'format', 'range')] }],
  converter: true,
  params: z.strictObject({}),
  ratio: '1:1',
});
