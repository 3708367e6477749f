import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** What changed since the frame before. */
export const spec = defineSpec({
  id: 'video/frame-difference',
  title: 'Frame difference',
  doc: 'Shows how much each pixel changed in brightness since the frame before: black where nothing moved. The first frame is black.',
  category: 'video',
  glyph: 'M2 4.5h8.5v7H2z M5.5 4.5V2H14v7.5h-3.5',
  keywords: ['motion', 'change', 'delta', 'subtract', 'temporal'],
  inputs: { frame: { type: 'video/raw', doc: 'The pictures to compare.' } },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The change of each pixel, 0 to 255.',
      caps: { format: 'GRAY8', range: 'full' },
    },
  },
  caps: () => [{ same: [passes('frame', 'frame', 'format', 'range')] }],
  params: z.strictObject({
    gain: z.number().min(1).max(16).default(1).meta({
      title: 'Gain',
      description: 'How strongly a change is shown; small ones are hard to see at 1.',
      unit: '×',
      step: 0.1,
      scale: 'log',
    }),
  }),
  inline: ['gain'],
  ratio: '1:1',
});
