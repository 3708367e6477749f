import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

const PORTS = ['a', 'b', 'c'] as const;

/** Passes on what the policy left. */
export const kernel = defineKernel<typeof spec>(() => ({
  async process(inputs, emit) {
    for (const port of PORTS) {
      const chunk = inputs[port];
      if (chunk) await emit(port, chunk);
    }
  },
}));
