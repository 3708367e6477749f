import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** The policy has shifted what comes in. */
export const kernel = defineKernel<typeof spec>(() => ({
  async process({ base, in: chunk }, emit) {
    if (base) await emit('base', base);
    if (chunk) await emit('out', chunk);
  },
}));
