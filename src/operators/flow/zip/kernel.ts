import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** The policy hands in one of each. Bounds follow what is sent: the times of b mean nothing here. */
export const kernel = defineKernel<typeof spec>(() => ({
  async process({ a, b }, emit) {
    if (!a || !b) return;
    await emit('a', a);
    await emit('b', { ...b, timestamp: a.timestamp });
  },
}));
