import { defineSpec, type SpecOf } from '#contract/spec.ts';
import { z } from 'zod';

const count = z.int().min(1).max(10_000_000);

/** Sends numbers as fast as they are taken. */
export const numbers = defineSpec({
  id: 'bench/numbers',
  title: 'Numbers',
  doc: 'Counts.',
  category: 'sources',
  glyph: '',
  inputs: {},
  outputs: { value: { type: 'value/number', doc: 'The count.' } },
  params: z.strictObject({ count: count.default(1) }),
});

/** Passes a number on: what is left is the hop. */
export const pass = defineSpec({
  id: 'bench/pass',
  title: 'Pass',
  doc: 'Passes on.',
  category: 'flow',
  glyph: '',
  inputs: { value: { type: 'value/number', doc: 'A number.' } },
  outputs: { value: { type: 'value/number', doc: 'The same.' } },
  params: z.strictObject({}),
});

/** Makes 1080p frames, a few milliseconds apart. */
export const frames = defineSpec({
  id: 'bench/frames',
  title: 'Frames',
  doc: 'Frames of 1920 × 1080.',
  category: 'sources',
  glyph: '',
  inputs: {},
  outputs: { frame: { type: 'video/raw', doc: 'A frame.' } },
  params: z.strictObject({ count: count.default(1), intervalMs: z.number().default(4) }),
});

/** Passes a frame on and notes when. */
export const departures = defineSpec({
  id: 'bench/departures',
  title: 'Departures',
  doc: 'Notes when.',
  category: 'flow',
  glyph: '',
  inputs: { frame: { type: 'video/raw', doc: 'A frame.' } },
  outputs: { frame: { type: 'video/raw', doc: 'The same.' } },
  params: z.strictObject({}),
});

/** Takes frames and notes when. */
export const arrivals = defineSpec({
  id: 'bench/arrivals',
  title: 'Arrivals',
  doc: 'Notes when.',
  category: 'sinks',
  glyph: '',
  inputs: { frame: { type: 'video/raw', doc: 'A frame.' } },
  outputs: {},
  params: z.strictObject({}),
});

/** The operators of the bench. */
export const specOf: SpecOf = (operator) =>
  [numbers, pass, frames, departures, arrivals].find(({ id }) => id === operator);
