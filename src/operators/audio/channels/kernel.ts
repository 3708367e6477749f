import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { defineKernel } from '#contract/kernel.ts';
import { mixTable } from './mixTable.ts';
import type { spec } from './spec.ts';

/** A new number of channels holds from the next block on; nothing is remembered from one to the next. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createEffectRack(env, (_rate, count) => remix(count, () => params.channels));
  return {
    process({ audio: chunk }, emit) {
      const changed = chunk && rack.apply(chunk);
      return changed && emit('audio', changed);
    },
    update(next) {
      params = next;
    },
  };
});

function remix(from: number, wanted: () => number): Effect {
  return {
    get channels() {
      return wanted();
    },
    render(input, output) {
      const table = mixTable(from, output.length);
      output.forEach((samples, to) => {
        samples.fill(0);
        table[to]!.forEach((share, channel) => {
          if (share !== 0) addShare(samples, input[channel]!, share);
        });
      });
    },
  };
}

function addShare(to: Float32Array, from: Float32Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]! * share;
}
