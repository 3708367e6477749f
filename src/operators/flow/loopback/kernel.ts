import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, type Micros } from '#stream/micros.ts';
import type { spec } from './spec.ts';

/**
 * For each time of the main stream, what came back at the one before (MediaPipe, PreviousLoopbackCalculator).
 * A time is answered once what came back at the one before is known: a chunk, or that there is none.
 */
export const kernel = defineKernel<typeof spec>((_params, env) => {
  const asked: Micros[] = [];
  const came: Chunk[] = [];
  let before: Micros | undefined;

  /** Takes what came back at `time`, and lets older ones go. */
  const takeAt = (time: Micros): Chunk | undefined => {
    while (came[0] && came[0].timestamp < time) env.release(came.shift()!.payload);
    return came[0]?.timestamp === time ? came.shift() : undefined;
  };

  return {
    async process({ main, loop }, emit) {
      if (main) asked.push(main.timestamp);
      if (loop) came.push({ ...loop, payload: env.retain(loop.payload) });
      while (asked.length > 0 && (before === undefined || env.bound('loop') > before)) {
        const now = asked.shift()!;
        const result = before === undefined ? undefined : takeAt(before);
        before = now;
        if (result) {
          await emit('previous', { ...result, timestamp: now });
          env.release(result.payload);
        } else await env.advance('previous', boundAfter(now));
      }
      await env.advance('previous', asked[0] ?? env.bound('main'));
    },

    close() {
      for (const { payload } of came.splice(0)) env.release(payload);
    },
  };
});
