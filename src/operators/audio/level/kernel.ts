import { toDecibels } from '#operators/audio/_shared/decibels.ts';
import { defineKernel } from '#contract/kernel.ts';
import { createLevelWindow, type LevelWindow } from './levelWindow.ts';
import type { spec } from './spec.ts';

/** One level a block, at the block's timestamp, over the window that ends with its last sample. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let window: LevelWindow | undefined;
  let rate = 0;

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const { sampleRate, channels, discontinuity } = chunk.payload;
      if (!window || sampleRate !== rate || discontinuity) {
        rate = sampleRate;
        window = createLevelWindow(Math.max(1, Math.round((params.window * rate) / 1000)));
      }
      window.push(channels);
      const sine = params.reference === 'aes17' ? Math.SQRT2 : 1;
      const amplitude = params.measure === 'rms' ? window.rms() * sine : window.peak();
      const level = toDecibels(amplitude);
      if (!Number.isFinite(level)) return env.drop('invalid');
      return emit('level', { ...chunk, payload: level });
    },

    update(next) {
      if (next.window !== params.window) window = undefined;
      params = next;
    },
  };
});
