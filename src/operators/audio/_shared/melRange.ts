import { z } from 'zod';

/** The params of every operator over mel bands: how long a spectrum is, and where the bands lie. */
export const melRange = {
  size: z.enum(['256', '512', '1024', '2048', '4096']).default('1024').meta({
    title: 'Size',
    description: 'Samples in one spectrum: more tell frequencies apart, fewer react faster.',
    unit: 'samples',
  }),
  overlap: z.int().min(0).max(90).default(50).meta({
    title: 'Overlap',
    description: 'How much of a spectrum is shared with the next.',
    unit: '%',
    step: 5,
  }),
  lowest: z.number().min(0).max(2000).default(0).meta({
    title: 'Lowest',
    description: 'Where the lowest band begins.',
    unit: 'Hz',
    step: 10,
  }),
  highest: z.number().min(2500).max(96_000).default(8000).meta({
    title: 'Highest',
    description: 'Where the highest band ends, or half the sample rate where that is less.',
    unit: 'Hz',
    step: 100,
    scale: 'log',
  }),
};
