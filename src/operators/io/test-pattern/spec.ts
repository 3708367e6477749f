import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** A moving picture made here: the first thing to try a pipeline on, and a source that tests can count on. */
export const spec = defineSpec({
  id: 'io/test-pattern',
  title: 'Test pattern',
  doc: 'Makes a moving picture without any device: colour bars with a turning disc, a gradient, a checkerboard or noise. The same settings always give the same frames.',
  category: 'sources',
  glyph: 'M2.5 3.5h11v9h-11z M5.3 3.5v9 M8 3.5v9 M10.7 3.5v9',
  keywords: ['colour bars', 'color bars', 'generator', 'synthetic', 'noise', 'checkerboard'],
  inputs: {},
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture, limited range, BT.601 up to 576 lines and BT.709 above.',
      caps: { format: 'I420', range: 'limited' },
    },
  },
  bounded: ({ duration }) => duration > 0,
  caps: ({ width, height, frameRate }) => [
    { out: { frame: { width, height, frameRate, matrix: height > 576 ? 'bt709' : 'bt601' } } },
  ],
  params: z.strictObject({
    pattern: z
      .enum(['bars', 'gradient', 'checkerboard', 'noise'])
      .default('bars')
      .meta({
        title: 'Pattern',
        description: 'What is drawn.',
        labels: {
          bars: 'Colour bars',
          gradient: 'Gradient',
          checkerboard: 'Checkerboard',
          noise: 'Noise',
        },
      }),
    width: z.int().min(16).max(3840).default(640).meta({
      title: 'Width',
      description: 'Width of the picture.',
      unit: 'px',
      step: 2,
    }),
    height: z.int().min(16).max(2160).default(360).meta({
      title: 'Height',
      description: 'Height of the picture.',
      unit: 'px',
      step: 2,
    }),
    frameRate: z.number().min(1).max(120).default(30).meta({
      title: 'Frame rate',
      description: 'Frames a second. A live run leaves out frames it has no time for.',
      unit: 'fps',
      step: 1,
    }),
    speed: z.number().min(0).max(4).default(1).meta({
      title: 'Speed',
      description: 'How fast the picture moves; 0 holds it still.',
      unit: '×',
      step: 0.01,
    }),
    seed: z.int().min(0).max(1_000_000).default(1).meta({
      title: 'Seed',
      description: 'Which noise is drawn; the other patterns do not use it.',
      step: 1,
    }),
    duration: z.number().min(0).max(86_400).default(0).meta({
      title: 'Duration',
      description: 'Where the stream ends; 0 never ends, which a batch run cannot wait for.',
      unit: 's',
      step: 0.1,
    }),
  }),
  inline: ['pattern', 'speed'],
});
