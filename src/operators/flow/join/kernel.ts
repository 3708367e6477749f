import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

const PORTS = ['a', 'b', 'c', 'd'] as const;

/** Emits the sets that are whole. What has no partner was taken and goes no further: that is no loss. */
export const kernel = defineKernel<typeof spec>((_params, env) => {
  const wired = PORTS.filter((port) => env.wired(port));

  return {
    async process(inputs, emit) {
      const present = wired.filter((port) => inputs[port]);
      if (present.length < wired.length) return;
      for (const port of present) await emit(port, inputs[port]!);
    },
  };
});
