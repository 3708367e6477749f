import { type Biquad, biquadOf, createBiquadChain } from '#operators/audio/_shared/biquad.ts';
import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { z } from 'zod';
import { bandsOf } from './bands.ts';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/** Neither boosts nor cuts. */
const THROUGH: Biquad = { b0: 1, b1: 0, b2: 0, a1: 0, a2: 0 };

/** Five filters in a row. At a change the old and the new row run side by side while one fades into the other. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createEffectRack(env, (rate, channels) => equaliser(rate, channels, () => params));
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

function equaliser(sampleRate: number, channels: number, wanted: () => Params): Effect {
  let params = wanted();
  const rest = filtersOf(params, sampleRate);
  let rows = Array.from({ length: channels }, () => createBiquadChain(rest));
  let before: typeof rows | undefined;
  let share = createGlide(1, sampleRate);

  return {
    channels,
    render(from, to) {
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        // A fade is never broken off: a change that comes meanwhile waits up to 20 ms.
        if (!before && params !== wanted()) {
          params = wanted();
          const filters = filtersOf(params, sampleRate);
          before = rows;
          rows = before.map((row) => row.become(filters));
          share = createGlide(0, sampleRate);
          share.aim(1);
        }
        const weight = before ? share.next() : 1;
        for (let c = 0; c < channels; c++) {
          const sample = from[c]![i]!;
          const after = rows[c]!.next(sample);
          to[c]![i] = before ? before[c]!.next(sample) * (1 - weight) + after * weight : after;
        }
        if (weight === 1) before = undefined;
      }
    },
  };
}

function filtersOf(p: Params, sampleRate: number): readonly Biquad[] {
  return bandsOf(p).map(({ shape, ...band }) =>
    shape === 'off' ? THROUGH : biquadOf(shape, band, sampleRate),
  );
}
