import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { createSpectralFlux } from '#operators/audio/_shared/spectralFlux.ts';
import { defineKernel } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import { createPeaks, PEAK_DELAY } from './peaks.ts';
import type { spec } from './spec.ts';

interface Step {
  readonly flux: number;
  readonly strength: number | undefined;
  /** From the last sample of the newest stretch back to the middle of its own, and of the peak's, in µs. */
  readonly toFlux: number;
  readonly toOnset: number;
}

/** Flux lies in the middle of the newer stretch it compares, and an onset where its flux lies. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let last = -Infinity;
  const rack = createAnalysisRack<Step>(env, (rate) => {
    const flux = createSpectralFlux(rate);
    const peaks = createPeaks();
    const { size, hop } = flux;
    const toFlux = (size / 2) * (1e6 / rate);
    const toOnset = toFlux + PEAK_DELAY * hop * (1e6 / rate);
    return {
      size,
      hop,
      analyse(stretch) {
        const value = flux.next(stretch);
        return { flux: value, strength: peaks.push(value, params.threshold), toFlux, toOnset };
      },
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return inOrder(
        rack.push(chunk).flatMap(({ timestamp, value: { flux, strength, toFlux, toOnset } }) => {
          const time = micros(timestamp - toFlux);
          const steps = [() => emit('flux', { timestamp: time, payload: flux })];
          const onset = micros(timestamp - toOnset);
          if (strength !== undefined && onset >= last + params.interval * 1000) {
            last = onset;
            steps.push(() => emit('onset', { timestamp: onset, payload: strength }));
          }
          return steps;
        }),
      );
    },
    update(next) {
      params = next;
    },
  };
});
