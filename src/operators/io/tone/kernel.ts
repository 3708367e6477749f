import { defineKernel } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import { createOscillator } from './oscillator.ts';
import type { spec } from './spec.ts';

/** A live run that is later than this skips ahead, and says so in the stream; a smaller lag is caught up. */
const MAX_LAG = 200_000;

/**
 * Blocks of 10 ms. Sample n since the rate last changed lies at n · 1e6 / rate after that moment: a
 * counter, never a sum of rounded durations, which would drift.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;

  return {
    async *produce(signal) {
      const oscillator = createOscillator(() => env.random());
      let rate = params.sampleRate;
      let origin = 0;
      let counter = 0;
      const timeOf = (sample: number): number => origin + (sample * 1e6) / rate;
      for (;;) {
        env.ends(params.duration > 0 ? micros(params.duration * 1e6) : undefined);
        if (rate !== params.sampleRate) {
          origin = micros(timeOf(counter));
          counter = 0;
          rate = params.sampleRate;
        }
        const length = Math.round(rate / 100);
        const lag = env.clock.paced ? env.clock.now() - timeOf(counter) : 0;
        const skipped = lag > MAX_LAG ? Math.floor((lag * rate) / 1e6 / length) * length : 0;
        counter += skipped;
        const timestamp = micros(timeOf(counter));
        if (params.duration > 0 && timestamp >= params.duration * 1e6) return;
        await env.clock.until(timestamp, signal);
        const block = env.audio.allocate(1, length, rate);
        oscillator.render(block.channels[0]!, rate, params);
        counter += length;
        yield {
          audio: {
            timestamp,
            duration: micros(timeOf(counter) - timestamp),
            payload: skipped > 0 ? { ...block, discontinuity: true } : block,
          },
        };
      }
    },

    update(next) {
      params = next;
    },
  };
});
