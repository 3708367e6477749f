import type { LateEffect } from '#operators/audio/_shared/alignedEffect.ts';
import { defineAlignedKernel } from '#operators/audio/_shared/alignedKernel.ts';
import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { createGlide, keepPerSample } from '#operators/audio/_shared/glide.ts';
import { peakAt } from '#operators/audio/_shared/samples.ts';
import type { KernelOf } from '#contract/kernel.ts';
import type { z } from 'zod';
import { createSlidingMinimum } from './slidingMinimum.ts';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

const LOOKAHEAD_SECONDS = 0.005;

/** Blocks of the same times as they came, less 5 ms: what is looked ahead is held back until the next block. */
export const kernel: KernelOf<typeof spec> = defineAlignedKernel<Params>(limiter);

/**
 * The gain at each sample is the mean, over the look-ahead, of minima over the look-ahead: every one of
 * those minima covers the sample, so their mean is never above what the sample needs, and it has no corner.
 */
function limiter(sampleRate: number, channels: number, wanted: () => Params): LateEffect {
  const span = Math.max(2, Math.floor(LOOKAHEAD_SECONDS * sampleRate));
  const latency = span - 1;
  const loudness = createGlide(fromDecibels(wanted().gain), sampleRate);
  const ceilings = createGlide(fromDecibels(wanted().ceiling), sampleRate);
  const minimum = createSlidingMinimum(span);
  const held = Array.from({ length: channels }, () => new Float32Array(span));
  const limits = new Float32Array(span);
  const gains = new Float64Array(span).fill(1);
  let gain = 1;
  let sum = span;
  let at = 0;

  return {
    channels,
    latency,
    render(from, to) {
      const params = wanted();
      loudness.aim(fromDecibels(params.gain));
      ceilings.aim(fromDecibels(params.ceiling));
      const keep = keepPerSample(params.release / 1000, sampleRate);
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        const louder = loudness.next();
        const ceiling = ceilings.next();
        const peak = peakAt(from, i) * louder;
        const lowest = minimum.push(peak > ceiling ? ceiling / peak : 1);
        gain = Math.min(lowest, 1 - (1 - gain) * keep);
        sum += gain - gains[at]!;
        gains[at] = gain;
        limits[at] = ceiling;
        for (let c = 0; c < channels; c++) held[c]![at] = from[c]![i]! * louder;
        at = at + 1 === span ? 0 : at + 1;
        // `at` now is the oldest, `latency` samples back. Rounding alone can exceed its limit; that is cut off.
        const factor = sum / span;
        const limit = limits[at]!;
        for (let c = 0; c < channels; c++) {
          to[c]![i] = Math.max(-limit, Math.min(limit, held[c]![at]! * factor));
        }
        if (at === 0) sum = gains.reduce((total, value) => total + value, 0);
      }
    },
  };
}
