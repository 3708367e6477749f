import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** Long enough not to click, short enough to feel immediate. */
const RAMP_SECONDS = 0.02;

/** Multiplies by a factor that moves linearly from the old gain to the new one; unity passes blocks on uncopied. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const factorOf = (params: typeof initial): number =>
    params.mute ? 0 : fromDecibels(params.gain);
  let goal = factorOf(initial);
  let factor = goal;
  let rampTo = goal;
  let step = 0;
  let left = 0;

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (goal !== rampTo) {
        rampTo = goal;
        left = Math.max(1, Math.round(RAMP_SECONDS * sampleRate));
        step = (goal - factor) / left;
      }
      if (left === 0 && factor === 1) return emit('audio', chunk);
      const length = channels[0]!.length;
      const block = env.audio.allocate(channels.length, length, sampleRate);
      const ramped = Math.min(left, length);
      channels.forEach((samples, c) => {
        const out = block.channels[c]!;
        for (let i = 0; i < ramped; i++) out[i] = samples[i]! * (factor + step * (i + 1));
        const steady = left <= length ? rampTo : factor;
        for (let i = ramped; i < length; i++) out[i] = samples[i]! * steady;
      });
      left -= ramped;
      factor = left === 0 ? rampTo : factor + step * ramped;
      const payload = discontinuity === undefined ? block : { ...block, discontinuity };
      return emit('audio', { ...chunk, payload });
    },

    update(params) {
      goal = factorOf(params);
    },
  };
});
