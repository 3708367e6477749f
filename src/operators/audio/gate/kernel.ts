import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { keepPerSample } from '#operators/audio/_shared/glide.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { peakAt } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { z } from 'zod';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/** The gain follows the gate with attack and release, so that nothing that is changed can click. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let isOpen = false;
  const report = (open: boolean): void => {
    isOpen = open;
  };
  const rack = createEffectRack(env, (rate, channels) =>
    gate(rate, channels, () => params, report),
  );
  return {
    process({ audio: chunk }, emit) {
      const changed = chunk && rack.apply(chunk);
      if (!changed) return;
      const { timestamp } = chunk;
      const payload = isOpen ? 1 : 0;
      return inOrder([() => emit('audio', changed), () => emit('open', { timestamp, payload })]);
    },
    update(next) {
      params = next;
    },
  };
});

/** Shut at first: what is quiet from the start is never let through. */
function gate(
  sampleRate: number,
  channels: number,
  wanted: () => Params,
  report: (open: boolean) => void,
): Effect {
  let open = false;
  // Samples since the last one that was loud enough to stay open.
  let quiet = 0;
  let gain = fromDecibels(-wanted().attenuation);

  return {
    channels,
    render(from, to) {
      const params = wanted();
      const opening = fromDecibels(params.threshold);
      const staying = fromDecibels(params.threshold - params.hysteresis);
      const hold = Math.round((params.hold / 1000) * sampleRate);
      const shut = fromDecibels(-params.attenuation);
      const attack = keepPerSample(params.attack / 1000, sampleRate);
      const release = keepPerSample(params.release / 1000, sampleRate);
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        const peak = peakAt(from, i);
        if (peak >= opening) open = true;
        quiet = peak >= staying ? 0 : quiet + 1;
        if (quiet > hold) open = false;
        const goal = open ? 1 : shut;
        gain = goal + (gain - goal) * (goal > gain ? attack : release);
        for (let c = 0; c < channels; c++) to[c]![i] = from[c]![i]! * gain;
      }
      report(open);
    },
  };
}
