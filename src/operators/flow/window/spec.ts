import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** Numbers summed up over spans of time. */
export const spec = defineSpec({
  id: 'flow/window',
  title: 'Window',
  doc: 'Sums up numbers, or counts found boxes, over spans of time: once per span, spans that overlap, or for as long as something happens. Each result lies at the last moment of its span.',
  category: 'flow',
  glyph: 'M2 4h12v8H2zM6 4v8M10 4v8',
  keywords: [
    'tumbling',
    'sliding',
    'session',
    'aggregate',
    'average',
    'mean',
    'sum',
    'count',
    'hop',
  ],
  inputs: {
    in: { type: ['value/number', 'vision/detections'], doc: 'Numbers, or boxes to count.' },
  },
  outputs: { result: { type: 'value/number', doc: 'One number a span that holds something.' } },
  params: z.strictObject({
    kind: z
      .enum(['tumbling', 'sliding', 'session'])
      .default('tumbling')
      .meta({
        title: 'Spans',
        description: 'Side by side, overlapping, or from the first to the last until a pause.',
        labels: { tumbling: 'Side by side', sliding: 'Overlapping', session: 'Until a pause' },
      }),
    size: z.number().min(0.01).max(3600).default(1).meta({
      title: 'Length',
      description: 'Of a span. Where it lasts until a pause: how long the pause is.',
      unit: 's',
      step: 0.01,
      scale: 'log',
    }),
    slide: z.number().min(0.01).max(3600).default(0.5).meta({
      title: 'Every',
      description: 'How often an overlapping span begins.',
      unit: 's',
      step: 0.01,
      scale: 'log',
    }),
    measure: z
      .enum(['mean', 'sum', 'count', 'min', 'max', 'spread', 'first', 'last'])
      .default('mean')
      .meta({
        title: 'Measure',
        description: 'What is made of the numbers in a span. Spread is their standard deviation.',
        labels: {
          mean: 'Mean',
          sum: 'Sum',
          count: 'Count',
          min: 'Smallest',
          max: 'Largest',
          spread: 'Spread',
          first: 'First',
          last: 'Last',
        },
      }),
  }),
  bounds: 'process',
  latency: { min: 0 as Micros, max: 3_600_000_000 as Micros },
  inline: ['size', 'measure'],
});
