import { defineKernel } from '#contract/kernel.ts';
import { afterGap } from '#operators/flow/_shared/afterGap.ts';
import type { spec } from './spec.ts';

/**
 * Passes the chunk nearest to each tick. Ticks are a period apart; up to half a period early or late is
 * on time, so that a camera whose timestamps tremble keeps every frame at its own rate, and after a longer
 * pause they start anew. In any time T at most T / period + 2 chunks pass.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let period = 1e6 / initial.rate;
  let tick = -Infinity;
  let gap = false;

  return {
    process({ in: chunk }, emit) {
      if (!chunk) return;
      if (chunk.timestamp < tick - period / 2) {
        gap = true;
        return env.drop('limiter');
      }
      const isOnTime = chunk.timestamp <= tick + period / 2;
      tick = (isOnTime ? tick : chunk.timestamp) + period;
      const passed = gap ? afterGap(chunk) : chunk;
      gap = false;
      return emit('out', passed);
    },

    update({ rate }) {
      const last = tick - period;
      period = 1e6 / rate;
      tick = last + period;
    },
  };
});
