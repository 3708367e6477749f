import { fileParam } from '#contract/params.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** A still picture as a stream. */
export const spec = defineSpec({
  id: 'io/image',
  title: 'Picture',
  doc: 'Shows a picture again and again, so that everything after it stays live: JPEG, PNG, WebP, AVIF, BMP or GIF. A GIF that moves plays, each picture for as long as it says. A batch run sends everything once. All of them give the same bytes in the browser and on the command line, but for what the decoders that come with it don’t take: JPEG of four inks, WebP that moves, and more than 64 million pixels, of AVIF 24, depend on the decoder there.',
  category: 'sources',
  glyph:
    'M2.5 3.5h11v9h-11zM2.5 11l3.2-3l2.6 2.4l2-1.7l3.2 2.8M10.6 5.4a.9.9 0 1 1 0 1.8a.9.9 0 1 1 0-1.8',
  keywords: ['image', 'photo', 'still', 'jpeg', 'jpg', 'png', 'webp', 'avif', 'gif', 'bmp', 'open'],
  inputs: {},
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture, upright, at most 4096 pixels a side; of a WebP that moves the first one.',
      caps: {
        width: { min: 1, max: 4096 },
        height: { min: 1, max: 4096 },
        format: ['I420', 'RGBA'],
      },
    },
  },
  caps: ({ frameRate }) => [{ out: { frame: { frameRate } } }],
  params: z.strictObject({
    file: fileParam.default({}).meta({
      title: 'Picture',
      description: 'What to show.',
      control: 'file',
      accept: 'image/*',
    }),
    frameRate: z.number().min(1).max(60).default(10).meta({
      title: 'Frame rate',
      description:
        'How often a second a still picture is sent; a GIF that moves keeps its own times.',
      unit: 'fps',
      step: 1,
    }),
  }),
  inline: ['file'],
  requires: ['file'],
});
