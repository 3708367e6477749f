import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** A few phrases, amid anything else. */
export const spec = defineSpec({
  id: 'speech/keywords',
  title: 'Keyword spotting',
  doc: 'Waits for a few phrases in US English and tells when one is said, amid any other speech, on this machine. Longer phrases are told apart best.',
  category: 'audio',
  glyph:
    'M2 3h12v8H7.5L4.5 13.5V11H2z M8 5l.7 1.4 1.5.2-1.1 1.1.3 1.5L8 8.5l-1.4.7.3-1.5-1.1-1.1 1.5-.2z',
  keywords: [
    'wake word',
    'command',
    'hotword',
    'phrase',
    'trigger',
    'voice control',
    'pocketsphinx',
  ],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'Speech at any rate. Channels are mixed to mono.' },
  },
  outputs: {
    found: {
      type: 'text/transcript',
      doc: 'Each phrase that was said, as one word with its beginning and end.',
    },
    number: {
      type: 'value/number',
      doc: 'The place of the phrase in the list, 1 for the first, each time one is said.',
    },
  },
  params: z.strictObject({
    phrases: z.string().max(2000).default('go forward, ten meters').meta({
      title: 'Phrases',
      description: 'What to wait for, with commas between. Numbers in words.',
    }),
    sensitivity: z.number().min(0.2).max(4).default(1).meta({
      title: 'Sensitivity',
      description: 'Higher misses less and is fooled more often. It counts more for long phrases.',
      unit: '×',
      step: 0.05,
      scale: 'log',
    }),
    threshold: z.number().min(3).max(40).default(12).meta({
      title: 'Threshold',
      description: 'How far speech is above the noise of the room.',
      unit: 'dB',
      step: 0.5,
    }),
  }),
  inline: ['phrases', 'sensitivity'],
  requires: ['model'],
  models: ['pocketsphinx-en-us'],
  bounds: 'self',
  heavy: true,
  latency: { min: 200_000 as Micros, max: 600_000 as Micros },
});
