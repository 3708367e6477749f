import { defineKernel } from '#contract/kernel.ts';
import { defaultColour } from '#stream/frames.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { drawPattern } from './drawPattern.ts';
import type { spec } from './spec.ts';

/**
 * Frame n lies at n · 1e6 / rate, counted from where the rate last changed, so that rounding never adds up.
 * A live run makes the frame of now: one it is too late for is not made at all, hence not dropped.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;

  return {
    async *produce(signal) {
      let rate = params.frameRate;
      let origin = 0;
      let index = 0;
      let last: Micros | undefined;
      let phase = 0;
      for (;;) {
        env.ends(params.duration > 0 ? micros(params.duration * 1e6) : undefined);
        if (rate !== params.frameRate) {
          rate = params.frameRate;
          origin = last ?? 0;
          index = last === undefined ? 0 : 1;
        }
        if (env.clock.paced) {
          const due = Math.floor(((env.clock.now() - origin) * rate) / 1e6);
          index = Math.max(index, due);
        }
        const timestamp = micros(origin + (index * 1e6) / rate);
        if (params.duration > 0 && timestamp >= params.duration * 1e6) return;
        await env.clock.until(timestamp, signal);
        phase += (params.speed * (timestamp - (last ?? 0))) / 1e6;
        last = timestamp;
        const { width, height } = params;
        const frame = env.frames.allocate('I420', width, height, defaultColour(height));
        drawPattern(frame, phase, params);
        index += 1;
        const duration = micros(origin + (index * 1e6) / rate - timestamp);
        yield { frame: { timestamp, duration, payload: frame } };
      }
    },

    update(next) {
      params = next;
    },
  };
});
