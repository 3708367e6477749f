import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';
import { createYin, type Pitch } from './yin.ts';

/** One pitch an interval, from twice the longest period of sound. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack<Pitch>(env, (rate) => {
    // Limits that cross are taken in their order.
    const lowest = Math.min(params.lowest, params.highest);
    const highest = Math.max(params.lowest, params.highest);
    const longest = Math.ceil(rate / lowest);
    const yin = createYin(Math.max(2, Math.floor(rate / highest)), longest);
    return {
      size: yin.size,
      hop: Math.max(1, Math.round((params.interval / 1000) * rate)),
      analyse(stretch) {
        const { period, irregularity } = yin.find(stretch, params.threshold);
        return { period: period / rate, irregularity };
      },
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return inOrder(
        rack.push(chunk).flatMap(({ timestamp, value: { period, irregularity } }) => {
          const pitch = period > 0 ? 1 / period : 0;
          const confidence = Math.max(0, 1 - irregularity);
          return [
            () => emit('pitch', { timestamp, payload: pitch }),
            () => emit('confidence', { timestamp, payload: confidence }),
          ];
        }),
      );
    },
    update(next) {
      const { lowest, highest, interval } = params;
      params = next;
      if (next.lowest !== lowest || next.highest !== highest || next.interval !== interval) {
        rack.renew();
      }
    },
  };
});
