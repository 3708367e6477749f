import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** Words onto pictures. */
export const spec = defineSpec({
  id: 'speech/captions',
  title: 'Captions',
  doc: 'Writes what is said onto a picture, with the word being said in colour. Words that are understood better later are replaced. Live, words come a little after they were said; hold the picture back to have them together.',
  category: 'video',
  glyph: 'M2 3h12v10H2zM4.5 10.5h4M10 10.5h1.5M4.5 8h1.5M7.5 8h4',
  keywords: ['subtitles', 'karaoke', 'words', 'text', 'speech', 'transcript', 'overlay', 'draw'],
  inputs: {
    frame: { type: 'video/raw', doc: 'The picture to write on.', capacity: 6 },
    transcript: {
      type: 'text/transcript',
      doc: 'What is said.',
      arrival: 'newest',
    },
  },
  outputs: {
    frame: { type: 'video/raw', doc: 'The picture with the caption.' },
  },
  caps: () => [{ same: [passes('frame', 'frame')] }],
  params: z.strictObject({
    size: z.number().min(2).max(15).default(6).meta({
      title: 'Size',
      description: 'Height of the letters, as a share of the picture.',
      unit: '%',
      step: 0.5,
    }),
    lines: z.int().min(1).max(4).default(2).meta({
      title: 'Lines',
      description: 'Lines shown at a time.',
      step: 1,
    }),
    colour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#ffd24a')
      .meta({
        title: 'Colour',
        description: 'Colour of the word that is being said.',
        control: 'colour',
      }),
    place: z
      .enum(['bottom', 'top'])
      .default('bottom')
      .meta({
        title: 'Place',
        description: 'Where on the picture.',
        labels: { bottom: 'Bottom', top: 'Top' },
      }),
    linger: z.number().min(0).max(10).default(2).meta({
      title: 'Linger',
      description: 'How long the last words stay.',
      unit: 's',
      step: 0.5,
    }),
    hold: z.number().min(0).max(3).default(0).meta({
      title: 'Hold back',
      description: 'Shows each picture so much later, so that its words are there in time.',
      unit: 's',
      step: 0.1,
    }),
  }),
  inline: ['size', 'hold'],
  // Pictures are held back.
  bounds: 'self',
  latency: { min: 0 as Micros, max: 3_000_000 as Micros },
});
