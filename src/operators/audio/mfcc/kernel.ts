import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { emitSeries } from '#operators/audio/_shared/emitSeries.ts';
import { createMelBands } from '#stream/melBands.ts';
import { defineKernel } from '#contract/kernel.ts';
import { cosineRows } from '#stream/cosines.ts';
import type { spec } from './spec.ts';

/** One tensor each hop, at the last sample of its spectrum. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack(env, (rate) => {
    const { bands, overlap } = params;
    const size = Number(params.size);
    const count = Math.min(params.coefficients, bands);
    const rows = cosineRows(count, bands);
    const melBands = createMelBands({ ...params, size }, rate);
    return {
      size,
      hop: Math.max(1, Math.round(size * (1 - overlap / 100))),
      analyse(stretch) {
        const levels = melBands(stretch);
        return Float32Array.from({ length: count }, (_, k) => {
          let sum = 0;
          for (let n = 0; n < bands; n++) sum += rows[k * bands + n]! * levels[n]!;
          return sum;
        });
      },
    };
  });

  return {
    process({ audio: chunk }, emit) {
      return chunk && emitSeries(rack.push(chunk), 'coefficient', (series) => emit('mfcc', series));
    },
    update(next) {
      params = next;
      rack.renew();
    },
  };
});
