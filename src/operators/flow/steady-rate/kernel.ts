import { defineKernel } from '#contract/kernel.ts';
import { Kept } from '#operators/flow/_shared/kept.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { PortType } from '#stream/payload.ts';
import type { spec } from './spec.ts';

/**
 * A tick is served by the chunk nearest to it, if that is at most half a period away, else by the last one
 * before it (MediaPipe, PacketResamplerCalculator). It is decided once a chunk at or after it has come; at
 * the end, the tick that the last chunk is nearest to is still served.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let base: number | undefined;
  let index = 0;
  let tick = micros(0);
  let last: Micros | undefined;
  const before = new Kept<Exclude<PortType, 'audio/pcm'>>(env);

  /** The time of tick `n`: never two alike, and in order, since jitter is below half a period. */
  const timeOf = (n: number): Micros => {
    const moved = params.jitter > 0 ? (2 * env.random() - 1) * params.jitter * 0.999 : 0;
    return micros(base! + ((n + moved) * 1e6) / params.rate);
  };
  const begin = (timestamp: number): void => {
    base = params.align === 'zero' ? 0 : timestamp;
    // The first tick that the first chunk may be nearest to.
    index = params.align === 'zero' ? Math.ceil((timestamp * params.rate) / 1e6 - 0.5) : 0;
    tick = params.align === 'zero' ? timeOf(index) : micros(timestamp);
  };

  return {
    async process({ in: chunk }, emit) {
      if (!chunk) return;
      const { timestamp, payload } = chunk;
      if (base === undefined) begin(timestamp);
      const half = 5e5 / params.rate;
      for (; tick <= timestamp; index += 1, tick = timeOf(index)) {
        const kept = before.chunk;
        const nearer = kept === undefined || timestamp - tick < tick - kept.timestamp;
        const at = tick;
        if (nearer && timestamp - tick <= half) await emit('out', { timestamp: at, payload });
        else await before.lend((held) => emit('out', { timestamp: at, payload: held.payload }));
      }
      last = timestamp;
      before.keep(chunk);
      await env.advance('out', tick);
    },

    async flush(emit) {
      if (last === undefined || tick - last > 5e5 / params.rate) return;
      const at = tick;
      await before.lend(({ payload }) => emit('out', { timestamp: at, payload }));
    },

    /** The new rate counts from the next tick on. */
    update(next) {
      const rateChanged = next.rate !== params.rate;
      params = next;
      if (rateChanged && base !== undefined && params.align === 'first') {
        base = tick;
        index = 0;
      }
    },

    close() {
      before.letGo();
    },
  };
});
