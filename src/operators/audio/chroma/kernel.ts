import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { createPowerSpectrum, sizeNear } from '#operators/audio/_shared/powerSpectrum.ts';
import { defineKernel } from '#contract/kernel.ts';
import { createPitchClasses } from './pitchClasses.ts';
import type { spec } from './spec.ts';

/** One tensor each half window, at its last sample. In silence no note is the strongest, so none is sent. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createAnalysisRack(env, (rate) => {
    const size = sizeNear(Number(params.window) / 1000, rate);
    const spectrum = createPowerSpectrum(size, 'blackman');
    const classes = createPitchClasses(params, size, rate);
    return {
      size,
      hop: size / 2,
      analyse: (stretch) => classes(spectrum.of(stretch)),
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return inOrder(
        rack.push(chunk).flatMap(({ timestamp, value: data }) => {
          const strongest = data.indexOf(1);
          const chroma = () =>
            emit('chroma', {
              timestamp,
              payload: {
                kind: 'tensor',
                shape: [data.length],
                data,
                axes: [{ name: 'note', unit: '', start: 0, step: 1 }],
                unit: '',
              },
            });
          if (strongest < 0) return [chroma];
          return [chroma, () => emit('strongest', { timestamp, payload: strongest })];
        }),
      );
    },
    update(next) {
      params = next;
      rack.renew();
    },
  };
});
