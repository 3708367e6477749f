import { defineKernel } from '#contract/kernel.ts';
import { afterGap } from '#operators/flow/_shared/afterGap.ts';
import type { spec } from './spec.ts';

const WAYS = ['a', 'b', 'c', 'd'] as const;

/** The policy hands in the chosen stream and the number that chose it. Sound from another stream follows a gap. */
export const kernel = defineKernel<typeof spec>(() => {
  let last: (typeof WAYS)[number] | undefined;

  return {
    process(inputs, emit) {
      const way = WAYS.find((name) => inputs[name]);
      if (!way) return;
      const chunk = inputs[way]!;
      const changed = last !== undefined && way !== last;
      last = way;
      return emit('out', changed ? afterGap(chunk) : chunk);
    },
  };
});
