import { fileParam } from '#contract/params.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { z } from 'zod';

const glyph = 'M2 8h12';

/** Pictures out of nothing; one number param. */
export const camera = defineSpec({
  id: 'test/camera',
  title: 'Camera',
  doc: 'Sends pictures.',
  category: 'sources',
  glyph,
  inputs: {},
  outputs: { frame: { type: 'video/raw', doc: 'Pictures.' } },
  params: z.strictObject({
    rate: z.number().min(1).max(120).default(30).meta({
      title: 'Rate',
      description: 'Pictures a second.',
      unit: 'Hz',
    }),
  }),
});

/** Sound at 48 kHz; a file param and a text. */
export const microphone = defineSpec({
  id: 'test/microphone',
  title: 'Microphone',
  doc: 'Sends sound.',
  category: 'sources',
  glyph,
  inputs: {},
  outputs: { audio: { type: 'audio/pcm', doc: 'Sound.', caps: { rate: 48_000 } } },
  params: z.strictObject({
    device: z.string().max(20).default('').meta({ title: 'Device', description: 'Its name.' }),
    file: fileParam.default({}).meta({
      title: 'File',
      description: 'Instead of the device.',
      control: 'file',
    }),
  }),
});

/** Pictures to pictures; a whole number, a choice and a boolean. */
export const blur = defineSpec({
  id: 'test/blur',
  title: 'Blur',
  doc: 'Blurs.',
  category: 'video',
  glyph,
  inputs: { frame: { type: 'video/raw', doc: 'Pictures.' } },
  outputs: { frame: { type: 'video/raw', doc: 'Blurred.' } },
  params: z.strictObject({
    radius: z.int().min(0).max(10).default(3).meta({
      title: 'Radius',
      description: 'How far.',
      unit: 'px',
    }),
    edge: z.enum(['clamp', 'mirror']).default('clamp').meta({
      title: 'Edge',
      description: 'What lies outside.',
    }),
    fast: z.boolean().default(false).meta({ title: 'Fast', description: 'Less exact.' }),
  }),
});

/** Two pictures to one, and how much they differ. */
export const blend = defineSpec({
  id: 'test/blend',
  title: 'Blend',
  doc: 'Mixes.',
  category: 'video',
  glyph,
  inputs: {
    a: { type: 'video/raw', doc: 'Below.' },
    b: { type: 'video/raw', doc: 'Above.' },
  },
  outputs: {
    difference: { type: 'value/number', doc: 'How much they differ.' },
    frame: { type: 'video/raw', doc: 'Mixed.' },
  },
  params: z.strictObject({}),
});

/** Takes sound at 16 kHz only. */
export const recogniser = defineSpec({
  id: 'test/recogniser',
  title: 'Recogniser',
  doc: 'Listens.',
  category: 'audio',
  glyph,
  inputs: { audio: { type: 'audio/pcm', doc: 'Sound.', caps: { rate: 16_000 } } },
  outputs: { score: { type: 'value/number', doc: 'How sure.' } },
  params: z.strictObject({}),
});

/** A sink for pictures, sound, or both. */
export const recorder = defineSpec({
  id: 'test/recorder',
  title: 'Recorder',
  doc: 'Records.',
  category: 'sinks',
  glyph,
  inputs: {
    video: { type: 'video/raw', doc: 'Pictures.', optional: true },
    audio: { type: 'audio/pcm', doc: 'Sound.', optional: true },
  },
  outputs: {},
  params: z.strictObject({}),
});

/** All of them. */
export const testSpecs: readonly OperatorSpec[] = [
  camera,
  microphone,
  blur,
  blend,
  recogniser,
  recorder,
];

/** Finds them by id. */
export function testSpecOf(operator: string): OperatorSpec | undefined {
  return testSpecs.find(({ id }) => id === operator);
}
