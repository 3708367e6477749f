import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { emitSeries } from '#operators/audio/_shared/emitSeries.ts';
import { createMelBands } from '#stream/melBands.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** One tensor each hop, at the last sample of its spectrum. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack(env, (rate) => {
    const size = Number(params.size);
    return {
      size,
      hop: Math.max(1, Math.round(size * (1 - params.overlap / 100))),
      analyse: createMelBands({ ...params, size }, rate),
    };
  });

  return {
    process({ audio: chunk }, emit) {
      return chunk && emitSeries(rack.push(chunk), 'band', (series) => emit('mel', series));
    },
    update(next) {
      params = next;
      rack.renew();
    },
  };
});
