import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Writes what was measured into a text file. */
export const spec = defineSpec({
  id: 'io/values',
  title: 'CSV or JSON lines',
  doc: 'Writes numbers or found boxes into a text file, one row each. The file is offered as a download when the run ends.',
  category: 'sinks',
  glyph: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6 3.5v9',
  keywords: ['csv', 'jsonl', 'ndjson', 'table', 'spreadsheet', 'export', 'save', 'log', 'text'],
  inputs: {
    value: {
      type: ['value/number', 'vision/detections'],
      doc: 'Numbers, one row each, or boxes, one row for every box of a frame.',
    },
  },
  outputs: {},
  params: z.strictObject({
    name: z.string().min(1).max(100).default('values').meta({
      title: 'File name',
      description: 'Name of the file; its ending is added.',
    }),
    format: z
      .enum(['csv', 'jsonl'])
      .default('csv')
      .meta({
        title: 'Format',
        description: 'CSV opens in every spreadsheet; JSON lines has one JSON object a line.',
        labels: { csv: 'CSV', jsonl: 'JSON lines' },
      }),
  }),
  inline: ['name', 'format'],
  requires: ['save'],
  privacy: 'stores',
});
