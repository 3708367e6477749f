import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

type Shape = (typeof SHAPES)[number];

const SHAPES = [
  'off',
  'peak',
  'low-shelf',
  'high-shelf',
  'low-pass',
  'high-pass',
  'band-pass',
  'notch',
] as const;

const shape = (band: number, fallback: Shape) =>
  z
    .enum(SHAPES)
    .default(fallback)
    .meta({
      group: `Band ${band}`,
      title: `Band ${band} shape`,
      description: 'What this band does to the sound around its frequency.',
      labels: {
        off: 'Off',
        peak: 'Peak',
        'low-shelf': 'Low shelf',
        'high-shelf': 'High shelf',
        'low-pass': 'Low pass',
        'high-pass': 'High pass',
        'band-pass': 'Band pass',
        notch: 'Notch',
      },
    });

const frequency = (band: number, fallback: number) =>
  z
    .number()
    .min(20)
    .max(20_000)
    .default(fallback)
    .meta({
      group: `Band ${band}`,
      title: `Band ${band} frequency`,
      description: 'The middle of a peak, band or notch, the corner of the rest.',
      unit: 'Hz',
      step: 1,
      scale: 'log',
    });

const gain = (band: number) =>
  z
    .number()
    .min(-24)
    .max(24)
    .default(0)
    .meta({
      group: `Band ${band}`,
      title: `Band ${band} gain`,
      description: 'Boost or cut of a peak or shelf; the other shapes have none.',
      unit: 'dB',
      step: 0.1,
    });

const quality = (band: number) =>
  z
    .number()
    .min(0.1)
    .max(20)
    .default(0.71)
    .meta({
      group: `Band ${band}`,
      title: `Band ${band} Q`,
      description:
        'Sharpness: a peak has the width of its frequency over Q. 0.71 is flat for a pass.',
      unit: '×',
      step: 0.01,
      scale: 'log',
    });

/** Louder and quieter by frequency. */
export const spec = defineSpec({
  id: 'audio/equaliser',
  title: 'Equaliser',
  doc: 'Boosts and cuts up to five ranges of frequency. Changes fade over in 20 ms. A band at 0 dB, or off, leaves the sound as it is.',
  category: 'audio',
  glyph: 'M1.5 8h3c1.5 0 1.5-4.5 3-4.5S9 12 10.5 12s1.5-4 4-4',
  keywords: ['eq', 'filter', 'equalizer', 'parametric', 'bass', 'treble', 'biquad', 'notch', 'hum'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to change.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The same sound after all bands.' } },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    shape1: shape(1, 'low-shelf'),
    frequency1: frequency(1, 100),
    gain1: gain(1),
    q1: quality(1),
    shape2: shape(2, 'peak'),
    frequency2: frequency(2, 300),
    gain2: gain(2),
    q2: quality(2),
    shape3: shape(3, 'peak'),
    frequency3: frequency(3, 1000),
    gain3: gain(3),
    q3: quality(3),
    shape4: shape(4, 'peak'),
    frequency4: frequency(4, 3000),
    gain4: gain(4),
    q4: quality(4),
    shape5: shape(5, 'high-shelf'),
    frequency5: frequency(5, 10_000),
    gain5: gain(5),
    q5: quality(5),
  }),
  inline: ['gain1', 'gain5'],
  preview: { view: 'spectrum', large: true },
  ratio: '1:1',
});
