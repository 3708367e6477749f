import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Gaussian blur of any strength at one price. */
export const spec = defineSpec({
  id: 'video/blur',
  title: 'Gaussian blur',
  doc: 'Softens pictures with a Gaussian. A large radius takes no longer than a small one.',
  category: 'video',
  glyph:
    'M8 1.8C5.5 5 3.9 7.1 3.9 9.7a4.1 4.1 0 0 0 8.2 0C12.1 7.1 10.5 5 8 1.8zM6 10a2 2 0 0 0 1.7 1.9',
  keywords: ['soften', 'smooth', 'gauss', 'denoise', 'defocus', 'privacy'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures to soften.' } },
  outputs: { frame: { type: 'video/raw', doc: 'The softened pictures, format as it came.' } },
  caps: () => [{ same: [passes('frame', 'frame')] }],
  params: z.strictObject({
    radius: z.number().min(0).max(50).default(6).meta({
      title: 'Radius',
      description:
        'Standard deviation of the Gaussian, as in CSS: two thirds of the light stay within it. 0 changes nothing.',
      unit: 'px',
      step: 0.1,
    }),
  }),
  inline: ['radius'],
  ratio: '1:1',
});
