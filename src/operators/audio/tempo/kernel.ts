import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { createSpectralFlux } from '#operators/audio/_shared/spectralFlux.ts';
import { defineKernel } from '#contract/kernel.ts';
import { type Beat, beatOf } from './beat.ts';
import type { spec } from './spec.ts';

/** From one value to the next. */
const INTERVAL_SECONDS = 0.5;

/** Twice a second once there is as much music as is to be looked at, at the last sample of it. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack<Beat | undefined>(env, (rate) => {
    const flux = createSpectralFlux(rate);
    const step = flux.hop / rate;
    const values = new Float64Array(Math.round(params.memory / step));
    const interval = Math.round(INTERVAL_SECONDS / step);
    let count = 0;
    return {
      size: flux.size,
      hop: flux.hop,
      analyse(stretch) {
        values.copyWithin(0, 1);
        values[values.length - 1] = flux.next(stretch);
        count += 1;
        const missing = values.length - count;
        if (missing > 0 || -missing % interval !== 0) return undefined;
        return beatOf(values, step, params.lowest, params.highest);
      },
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return inOrder(
        rack
          .push(chunk)
          .flatMap(({ timestamp, value: beat }) =>
            beat
              ? [
                  () => emit('tempo', { timestamp, payload: beat.tempo }),
                  () => emit('confidence', { timestamp, payload: beat.confidence }),
                ]
              : [],
          ),
      );
    },
    update(next) {
      if (next.memory !== params.memory) rack.renew();
      params = next;
    },
  };
});
