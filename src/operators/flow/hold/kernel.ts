import { defineKernel } from '#contract/kernel.ts';
import { Kept } from '#operators/flow/_shared/kept.ts';
import type { spec } from './spec.ts';

const PORTS = ['a', 'b', 'c'] as const;

/**
 * A chunk of the tick's own time is the newest already (MediaPipe, PacketClonerCalculator). The tick itself
 * goes nowhere, and what no tick has asked for is replaced without a word: it was taken, not lost.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const wired = PORTS.filter((port) => env.wired(port));
  const newest = { a: new Kept(env), b: new Kept(env), c: new Kept(env) };

  return {
    async process(inputs, emit) {
      for (const port of wired) {
        const chunk = inputs[port];
        if (chunk) newest[port].keep(chunk);
      }
      const { tick } = inputs;
      if (!tick) return;
      if (params.whole && wired.some((port) => !newest[port].chunk)) return;
      for (const port of wired) {
        await newest[port].lend(({ payload }) =>
          emit(port, { timestamp: tick.timestamp, payload }),
        );
      }
    },

    update(next) {
      params = next;
    },

    close() {
      for (const port of PORTS) newest[port].letGo();
    },
  };
});
