import { fileParam } from '#contract/params.ts';
import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

const example = (number: number) =>
  fileParam.default({}).meta({
    title: `Example ${number}`,
    description: 'The word alone, said once. Record it here, or choose a sound file.',
    control: 'file',
    accept: 'audio/*',
    record: 4,
    ...(number > 1 && { optional: true as const }),
  });

/** A word in any language, by how it sounds. */
export const spec = defineSpec({
  id: 'speech/keyword-by-example',
  title: 'Keyword by example',
  doc: 'Learns a word from up to three recordings of it, in any language or none at all, and tells when it is said by the same voice. Three examples do better than one.',
  category: 'audio',
  glyph: 'M2 3h12v8H7.5L4.5 13.5V11H2z M4.5 7h1l1-2.5 1.5 5 1.5-5 1 2.5h1',
  keywords: ['wake word', 'hotword', 'teach', 'record', 'dtw', 'match', 'sound', 'trigger', 'mfcc'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'Speech at any rate. Channels are mixed to mono.' },
  },
  outputs: {
    found: {
      type: 'text/transcript',
      doc: 'The word, each time it is said, with its beginning and end.',
    },
    likeness: {
      type: 'value/number',
      doc: 'How like the examples the newest sound is, 1 being just enough; every 50 ms.',
    },
  },
  params: z.strictObject({
    name: z.string().max(60).default('keyword').meta({
      title: 'Name',
      description: 'What the word is called where it is found.',
    }),
    example1: example(1),
    example2: example(2),
    example3: example(3),
    tolerance: z.number().min(0.5).max(2).default(1).meta({
      title: 'Tolerance',
      description: 'Higher misses less and is fooled more often.',
      unit: '×',
      step: 0.01,
      scale: 'log',
    }),
  }),
  inline: ['name', 'tolerance'],
  requires: ['file'],
  bounds: 'self',
  latency: { min: 50_000 as Micros, max: 350_000 as Micros },
});
