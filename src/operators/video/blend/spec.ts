import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Two pictures in one. */
export const spec = defineSpec({
  id: 'video/blend',
  title: 'Blend',
  doc: 'Lays picture b over picture a. Without a new b its last picture is used; until its first has come, a passes as it is. b is fitted to the size of a. While a camera gives nothing, its last picture stays.',
  category: 'video',
  glyph: 'M6 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8z M10 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8z',
  keywords: ['mix', 'composite', 'screen', 'multiply', 'add', 'crossfade', 'layer'],
  inputs: {
    a: {
      type: 'video/raw',
      doc: 'The picture below, which gives size and time.',
      onIdle: 'hold',
    },
    b: { type: 'video/raw', doc: 'The picture on top.', onIdle: 'hold' },
  },
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'Both in one picture; grey if both are.',
    },
  },
  caps: () => {
    const same = [passes('a', 'frame', 'format', 'matrix', 'range')];
    const gray = { format: 'GRAY8' };
    return [
      { in: { a: gray, b: gray }, out: { frame: gray }, same },
      { in: { a: { format: 'I420' } }, out: { frame: { format: 'I420' } }, same },
      // Until the first b, a passes as it is.
      { in: { a: { format: 'RGBA' } }, out: { frame: { format: ['I420', 'RGBA'] } }, same },
      { in: { a: gray }, out: { frame: { format: ['I420', 'GRAY8'] } }, same },
    ];
  },
  params: z.strictObject({
    mode: z
      .enum(['normal', 'screen', 'multiply', 'add', 'difference', 'lighten'])
      .default('normal')
      .meta({
        title: 'Mode',
        description: 'How a pixel of b changes the one of a.',
        labels: {
          normal: 'Normal',
          screen: 'Screen',
          multiply: 'Multiply',
          add: 'Add',
          difference: 'Difference',
          lighten: 'Lighten',
        },
      }),
    amount: z.number().min(0).max(1).default(0.5).meta({
      title: 'Amount',
      description: 'From a alone at 0 to the whole effect at 1.',
      step: 0.01,
    }),
  }),
  inline: ['mode', 'amount'],
});
