import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const LIST = new RegExp(String.raw`^\s*${NUMBER}(?:(?:\s*[,;]\s*|\s+)${NUMBER})*\s*$`);

/** A list of numbers, by their places. */
export const spec = defineSpec({
  id: 'flow/lookup',
  title: 'Lookup',
  doc: 'Sends the number that stands at that place of a list: with 3, 10, 25 a spoken command 1, 2 or 3 sets a param to 3, 10 or 25.',
  category: 'flow',
  glyph: 'M2.5 3h7M2.5 8h7M2.5 13h7M11 8h3M12.5 6.5 14 8l-1.5 1.5',
  keywords: ['table', 'list', 'index', 'choose', 'nth', 'map', 'select', 'preset', 'param'],
  inputs: { in: { type: 'value/number', doc: 'Places in the list, rounded to whole ones.' } },
  outputs: { out: { type: 'value/number', doc: 'What stands there.' } },
  params: z.strictObject({
    values: z
      .string()
      .max(10_000)
      .refine((text) => LIST.test(text), {
        error: 'Values must be numbers with commas between, such as 3, 10, 25.',
      })
      .default('3, 10, 25')
      .meta({ title: 'Values', description: 'Numbers with commas between.' }),
    first: z.int().min(0).max(1).default(1).meta({
      title: 'First place',
      description: 'The number of the first place: commands count from 1, choices from 0.',
    }),
    outside: z
      .enum(['nothing', 'nearest'])
      .default('nothing')
      .meta({
        title: 'Beyond the list',
        description: 'A place that the list does not have sends nothing, or its nearer end.',
        labels: { nothing: 'Nothing', nearest: 'The nearer end' },
      }),
  }),
  inline: ['values', 'outside'],
});
