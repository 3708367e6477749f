import { defineSpec } from '#contract/spec.ts';
import { latencyOf } from '#operators/audio/_shared/latency.ts';
import { z } from 'zod';

const INPUTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

const input = (name: string, after?: string) =>
  ({
    type: 'audio/pcm',
    optional: true,
    onIdle: 'skip',
    doc: `Sound ${name}, at the rate of the others.`,
    ...(after !== undefined && { after }),
  }) as const;

const level = (name: string) =>
  z
    .number()
    .min(-60)
    .max(12)
    .default(0)
    .meta({
      group: name < 'e' ? 'Sounds a to d' : 'Sounds e to h',
      title: `Level of ${name}`,
      description: `Makes sound ${name} louder or quieter; −60 is silence.`,
      unit: 'dB',
      step: 0.1,
    });

/** Several sounds in one. */
export const spec = defineSpec({
  id: 'audio/mixer',
  title: 'Mixer',
  doc: 'Adds up to eight sounds, each at its level and its time; a further input comes with each that is used. A device that gives nothing is not waited for. They need one sample rate; mono goes to every channel. Nothing is clipped here.',
  category: 'audio',
  glyph: 'M4 2v12 M8 2v12 M12 2v12 M2.5 10h3 M6.5 5h3 M10.5 8.5h3',
  keywords: ['mix', 'sum', 'add', 'fader', 'combine', 'merge'],
  inputs: {
    a: input('a'),
    b: input('b'),
    c: input('c', 'b'),
    d: input('d', 'c'),
    e: input('e', 'd'),
    f: input('f', 'e'),
    g: input('g', 'f'),
    h: input('h', 'g'),
  },
  outputs: { audio: { type: 'audio/pcm', doc: 'All of them together.' } },
  caps: () => [
    {
      same: [
        { ports: [...INPUTS.map((name) => `in.${name}` as const), 'out.audio'], fields: ['rate'] },
      ],
    },
  ],
  params: z.strictObject({
    levelA: level('a'),
    levelB: level('b'),
    levelC: level('c'),
    levelD: level('d'),
    levelE: level('e'),
    levelF: level('f'),
    levelG: level('g'),
    levelH: level('h'),
  }),
  inline: ['levelA', 'levelB'],
  bounds: 'self',
  latency: latencyOf(0, 1000),
});
