import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** The policy hands in one of each. The times of b mean nothing here, so both outputs are as far as a is. */
export const kernel = defineKernel<typeof spec>((_params, env) => ({
  async process({ a, b }, emit) {
    if (a && b) {
      await emit('a', a);
      await emit('b', { ...b, timestamp: a.timestamp });
    }
    const bound = env.bound('a');
    await env.advance('a', bound);
    await env.advance('b', bound);
  },
}));
