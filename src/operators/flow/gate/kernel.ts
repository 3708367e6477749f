import { defineKernel } from '#contract/kernel.ts';
import { afterGap } from '#operators/flow/_shared/afterGap.ts';
import type { spec } from './spec.ts';

/**
 * A decision and data of one time meet, whichever came first: the inputs are synchronised (MediaPipe,
 * GateCalculator). What does not pass was taken, not lost.
 */
export const kernel = defineKernel<typeof spec>((initial) => {
  let params = initial;
  let open = initial.start === 'open';
  let gap = false;

  return {
    async process({ in: chunk, decision }, emit) {
      if (decision) {
        const opens = decision.payload >= params.threshold !== params.invert;
        if (opens !== open) await emit('open', { ...decision, payload: opens ? 1 : 0 });
        open = opens;
      }
      if (!chunk) return;
      const passes = decision || params.between === 'hold' ? open : params.between === 'open';
      if (!passes) {
        gap = true;
        return;
      }
      await emit('out', gap ? afterGap(chunk) : chunk);
      gap = false;
    },

    update(next) {
      params = next;
    },
  };
});
