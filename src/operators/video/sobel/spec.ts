import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How steep the brightness is at each pixel. */
export const spec = defineSpec({
  id: 'video/sobel',
  title: 'Sobel',
  doc: 'Shows how fast the brightness changes: edges light up, even areas turn black.',
  category: 'video',
  glyph: 'M2.5 8.5l6-6M2.5 13.5l11-11M7.5 13.5l6-6',
  keywords: ['edges', 'gradient', 'outline', 'derivative', 'contour'],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures; only their brightness counts.' } },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'Edge strength, black for none.',
      caps: { format: 'GRAY8', range: 'full' },
    },
  },
  caps: () => [{ same: [passes('frame', 'frame', 'format', 'range')] }],
  params: z.strictObject({
    scale: z.number().min(0).max(8).default(1).meta({
      title: 'Scale',
      description:
        'Factor on the 3 × 3 Sobel sums; at 1 a clean edge of a quarter of black to white is white.',
      unit: '×',
      step: 0.05,
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
  inline: ['scale', 'magnitude'],
  ratio: '1:1',
});
