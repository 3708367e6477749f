import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Boxes on a picture. */
export const spec = defineSpec({
  id: 'video/overlay',
  title: 'Draw overlay',
  doc: 'Draws boxes and their scores on a picture. A picture that comes without boxes gets the last ones.',
  category: 'video',
  glyph: 'M2 3h12v10H2z M5 6h5.5v4.5H5z',
  keywords: ['boxes', 'annotate', 'detections', 'rectangle', 'label', 'draw'],
  inputs: {
    frame: { type: 'video/raw', doc: 'The picture to draw on.' },
    boxes: {
      type: 'vision/detections',
      doc: 'What to draw.',
      onIdle: 'skip',
      optional: true,
    },
  },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture with the boxes; a grey one has become I420 for their colour.',
      caps: { format: ['I420', 'RGBA'] },
    },
  },
  caps: () => [
    {
      in: { frame: { format: ['I420', 'RGBA'] } },
      same: [passes('frame', 'frame')],
    },
    {
      in: { frame: { format: 'GRAY8' } },
      out: { frame: { format: 'I420' } },
      same: [passes('frame', 'frame', 'format')],
    },
  ],
  params: z.strictObject({
    line: z.int().min(1).max(16).default(2).meta({
      title: 'Line',
      description: 'Width of the outline.',
      unit: 'px',
      step: 1,
    }),
    colour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#ff9f4a')
      .meta({
        title: 'Colour',
        description: 'Colour of boxes and tags.',
        control: 'colour',
      }),
    scores: z.boolean().default(true).meta({
      title: 'Scores',
      description: 'Writes the score into each box.',
    }),
  }),
  inline: ['line', 'colour'],
});
