import { log10 } from '#base/exponential.ts';
import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { FLOOR_DB } from '#operators/audio/_shared/decibels.ts';
import { createGoertzel, weightedPower } from '#operators/audio/_shared/goertzel.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { windowOf } from '#stream/windows.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

interface Heard {
  readonly level: number;
  /** Of all power, 0 to 1. */
  readonly share: number;
}

/** One value each half window, through a Hann window, at the last sample of it. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack<Heard>(env, (rate) => {
    const size = Math.max(8, Math.round((params.window / 1000) * rate));
    const weights = windowOf('hann', size);
    const tone = createGoertzel(params.frequency, rate, weights);
    const isAudible = params.frequency < rate / 2;
    return {
      size,
      hop: Math.ceil(size / 2),
      analyse(stretch) {
        const power = isAudible ? tone.power(stretch) : 0;
        const level = Math.max(FLOOR_DB, 10 * log10(2 * power));
        return { level, share: power > 0 ? power / weightedPower(stretch, weights) : 0 };
      },
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return inOrder(
        rack.push(chunk).flatMap(({ timestamp, value: { level, share } }) => {
          const isPresent = level >= params.threshold && share * 100 >= params.share;
          return [
            () => emit('level', { timestamp, payload: level }),
            () => emit('present', { timestamp, payload: isPresent ? 1 : 0 }),
          ];
        }),
      );
    },
    update(next) {
      if (next.frequency !== params.frequency || next.window !== params.window) rack.renew();
      params = next;
    },
  };
});
