import type { KernelModule } from '#contract/kernel.ts';
import { createAlignedEffect, type LateEffect } from './alignedEffect.ts';
import { inOrder } from './inOrder.ts';

/** One sound in, the same out. */
type Ports = { readonly audio: { readonly type: 'audio/pcm'; readonly doc: string } };

/** Makes an effect for a rate and so many channels; `wanted` gives the newest params whenever it is asked. */
type MakeEffect<Params> = (
  sampleRate: number,
  channels: number,
  wanted: () => Params,
) => LateEffect;

/**
 * The kernel of an effect that looks ahead. Its blocks have the times of those that came, less its latency: what
 * is held back comes with the next block. New params are for the effect to follow.
 */
export function defineAlignedKernel<Params>(
  make: MakeEffect<Params>,
): KernelModule<Ports, Ports, Params> {
  return {
    open(initial, env) {
      let params = initial;
      const aligned = createAlignedEffect(env, (rate, channels) =>
        make(rate, channels, () => params),
      );
      return {
        process({ audio: chunk }, emit) {
          if (!chunk) return;
          return inOrder(aligned.apply(chunk).map((ready) => () => emit('audio', ready)));
        },
        flush(emit) {
          return inOrder(aligned.flush().map((ready) => () => emit('audio', ready)));
        },
        update(next) {
          params = next;
        },
      };
    },
  };
}
