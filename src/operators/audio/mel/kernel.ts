import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { createMelBands } from '#operators/audio/_shared/melBands.ts';
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
      if (!chunk) return;
      return inOrder(
        rack.push(chunk).map(
          ({ timestamp, value: data }) =>
            () =>
              emit('mel', {
                timestamp,
                payload: {
                  kind: 'tensor',
                  shape: [data.length],
                  data,
                  axes: [{ name: 'band', unit: '', start: 0, step: 1 }],
                  unit: 'dB',
                },
              }),
        ),
      );
    },
    update(next) {
      params = next;
      rack.renew();
    },
  };
});
