import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Where something moves. */
export const spec = defineSpec({
  id: 'video/motion',
  title: 'Motion',
  doc: 'Finds what moves before a camera that stands still, and how much. What stops moving becomes background after a while.',
  category: 'video',
  glyph:
    'M5.5 2.5h-3v3 M10.5 2.5h3v3 M5.5 13.5h-3v-3 M10.5 13.5h3v-3 M5 8h5.5 M8.3 5.8 10.5 8l-2.2 2.2',
  keywords: ['movement', 'detect', 'surveillance', 'boxes', 'people', 'background', 'track'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures of a camera that stands still.' } },
  outputs: {
    boxes: {
      type: 'vision/detections',
      doc: 'A box round each thing that moves, the largest first. Score: how much of the box it fills.',
    },
    score: { type: 'value/number', doc: 'Share of the picture that moves, 0 to 1.' },
  },
  converter: true,
  params: z.strictObject({
    threshold: z.number().min(0.01).max(0.5).default(0.08).meta({
      title: 'Threshold',
      description: 'How much brightness must change, as a share of black to white.',
      step: 0.01,
    }),
    area: z.number().min(0.01).max(25).default(0.1).meta({
      title: 'Smallest area',
      description: 'Things that fill less of the picture get no box.',
      unit: '%',
      step: 0.01,
      scale: 'log',
    }),
    memory: z.number().min(0.5).max(60).default(2).meta({
      title: 'Memory',
      description: 'How long something must stand still until it counts as background.',
      unit: 's',
      step: 0.1,
      scale: 'log',
    }),
  }),
  inline: ['threshold', 'area'],
});
