import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Thin, connected edges by two thresholds. */
export const spec = defineSpec({
  id: 'video/canny',
  title: 'Canny',
  doc: 'Finds thin, connected edges: strong ones, and weaker ones that hang on to them.',
  category: 'video',
  glyph: 'M2 13c2.6-1.2 2.6-9.5 6-9.5s3.4 8.3 6 9.5M5.4 13C6.6 12 6.5 7.5 8 7.5s1.4 4.5 2.6 5.5',
  keywords: ['edges', 'outline', 'contour', 'lines', 'hysteresis', 'detect'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures; only their brightness counts.' } },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'White edges on black.',
      caps: { format: 'GRAY8', range: 'full' },
    },
  },
  caps: () => [{ same: [passes('frame', 'frame', 'format', 'range')] }],
  params: z.strictObject({
    low: z.number().min(0).max(500).default(60).meta({
      title: 'Low threshold',
      description: 'Steepness above which an edge goes on, on the scale of the 3 × 3 Sobel sums.',
      step: 1,
    }),
    high: z.number().min(0).max(500).default(120).meta({
      title: 'High threshold',
      description:
        'Steepness above which an edge starts. If it is below the low one, the two trade places.',
      step: 1,
    }),
    smoothing: z.number().min(0).max(5).default(1.4).meta({
      title: 'Smoothing',
      description: 'Standard deviation of the Gaussian that takes the noise away first.',
      unit: 'px',
      step: 0.1,
    }),
    magnitude: z
      .enum(['euclidean', 'manhattan'])
      .default('euclidean')
      .meta({
        title: 'Magnitude',
        description: 'How the two directions are combined: √(x² + y²), or the faster |x| + |y|.',
        labels: { euclidean: 'Euclidean', manhattan: 'Manhattan' },
      }),
  }),
  inline: ['low', 'high'],
  ratio: '1:1',
});
