import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Makes every picture one size. */
export const spec = defineSpec({
  id: 'video/resize',
  title: 'Resize',
  doc: 'Makes pictures larger or smaller. Smaller ones make everything after it faster.',
  category: 'video',
  glyph: 'M9.5 2.5h4v4M13.5 2.5L9.2 6.8M6.5 13.5h-4v-4M2.5 13.5l4.3-4.3',
  keywords: ['scale', 'shrink', 'enlarge', 'size', 'resolution', 'downscale', 'crop', 'letterbox'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures of any size.' } },
  outputs: { frame: { type: 'video/raw', doc: 'Pictures of this size, format as it came.' } },
  caps: ({ width, height }) => [
    { out: { frame: { width, height } }, same: [passes('frame', 'frame', 'width', 'height')] },
  ],
  converter: true,
  params: z.strictObject({
    width: z.int().min(1).max(4096).default(640).meta({
      title: 'Width',
      description: 'Width of the result.',
      unit: 'px',
      step: 1,
    }),
    height: z.int().min(1).max(4096).default(360).meta({
      title: 'Height',
      description: 'Height of the result.',
      unit: 'px',
      step: 1,
    }),
    fit: z
      .enum(['contain', 'cover', 'stretch'])
      .default('contain')
      .meta({
        title: 'Fit',
        description: 'What happens if the shapes differ: black bars, cut edges, or distortion.',
        labels: { contain: 'Contain', cover: 'Cover', stretch: 'Stretch' },
      }),
    method: z
      .enum(['area', 'bilinear', 'nearest'])
      .default('area')
      .meta({
        title: 'Method',
        description:
          'Area averages all pixels when shrinking, and is bilinear when enlarging; nearest keeps hard pixels.',
        labels: { area: 'Area', bilinear: 'Bilinear', nearest: 'Nearest' },
      }),
  }),
  inline: ['width', 'height'],
  ratio: '1:1',
});
