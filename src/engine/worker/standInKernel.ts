import type { KernelModule } from '#contract/kernel.ts';
import type { NodePart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import { both } from './link.ts';

/** Stands in for a muted node: every chunk is counted as lost, the bounds go on. */
function mutedKernel(): KernelModule {
  return {
    open: (_params, env) => ({
      process: (inputs) => env.drop('muted', Object.keys(inputs).length),
    }),
  };
}

/** Stands in for a bypassed node: each output passes its fitting input on. */
function bypassedKernel(bypass: Readonly<Record<string, string>>): KernelModule {
  const ways = Object.entries(bypass);
  return {
    open: () => ({
      process(inputs, emit) {
        let pending: void | Promise<void> = undefined;
        for (const [output, input] of ways) {
          const chunk = (inputs as Readonly<Record<string, Chunk>>)[input];
          if (chunk) pending = both(pending, emit(output, chunk as never));
        }
        return pending;
      },
    }),
  };
}

/** The engine's own kernel for a node that does not work; undefined for one that does, and for sources. */
export function standInKernel(part: NodePart): KernelModule | undefined {
  if (part.mode === 'normal' || part.source) return undefined;
  return part.mode === 'muted' ? mutedKernel() : bypassedKernel(part.bypass);
}
