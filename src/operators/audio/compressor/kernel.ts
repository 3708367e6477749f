import { log10 } from '#base/exponential.ts';
import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { createGlide, keepPerSample } from '#operators/audio/_shared/glide.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { peakAt } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { z } from 'zod';
import { reductionAt } from './reduction.ts';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/**
 * Feed-forward, without look-ahead: the reduction that the curve asks for, in dB, is followed with attack
 * and release (Giannoulis, Massberg and Reiss 2012, "Digital dynamic range compressor design", fig. 7c
 * and eq. 16). What moves is smooth by itself, so changed params need no fade; make-up gain glides.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let deepest = 0;
  const report = (reduction: number): void => {
    deepest = reduction;
  };
  const rack = createEffectRack(env, (rate, channels) =>
    compressor(rate, channels, () => params, report),
  );
  return {
    process({ audio: chunk }, emit) {
      const changed = chunk && rack.apply(chunk);
      if (!changed) return;
      const { timestamp } = chunk;
      const payload = deepest;
      return inOrder([
        () => emit('audio', changed),
        () => emit('reduction', { timestamp, payload }),
      ]);
    },
    update(next) {
      params = next;
    },
  };
});

function compressor(
  sampleRate: number,
  channels: number,
  wanted: () => Params,
  report: (deepest: number) => void,
): Effect {
  const makeup = createGlide(wanted().makeup, sampleRate);
  let reduction = 0;

  return {
    channels,
    render(from, to) {
      const params = wanted();
      makeup.aim(params.makeup);
      const attack = keepPerSample(params.attack / 1000, sampleRate);
      const release = keepPerSample(params.release / 1000, sampleRate);
      const length = from[0]!.length;
      let deepest = 0;
      for (let i = 0; i < length; i++) {
        const due = reductionAt(20 * log10(peakAt(from, i)), params);
        const keep = due > reduction ? attack : release;
        reduction = due + (reduction - due) * keep;
        deepest = Math.max(deepest, reduction);
        const factor = fromDecibels(makeup.next() - reduction);
        for (let c = 0; c < channels; c++) to[c]![i] = from[c]![i]! * factor;
      }
      report(deepest);
    },
  };
}
