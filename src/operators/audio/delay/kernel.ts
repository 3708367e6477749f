import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { z } from 'zod';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/** The longest delay there is, as the spec says. */
const LONGEST_SECONDS = 2;

/** A line as long as the longest delay, read at one place, or at two while a new time fades in over 20 ms. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createEffectRack(env, (rate, channels) => delay(rate, channels, () => params));
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

function delay(sampleRate: number, channels: number, wanted: () => Params): Effect {
  const size = Math.ceil(LONGEST_SECONDS * sampleRate) + 1;
  const lines = Array.from({ length: channels }, () => new Float32Array(size));
  const feedbacks = createGlide(wanted().feedback / 100, sampleRate);
  const mixes = createGlide(wanted().mix / 100, sampleRate);
  const distanceOf = ({ time }: Params): number =>
    Math.max(1, Math.round((time / 1000) * sampleRate));
  let distance = distanceOf(wanted());
  let before = distance;
  let share = createGlide(1, sampleRate);
  let at = 0;

  return {
    channels,
    render(from, to) {
      const params = wanted();
      const goal = distanceOf(params);
      feedbacks.aim(params.feedback / 100);
      mixes.aim(params.mix / 100);
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        // A fade is never broken off: a time that comes meanwhile waits up to 20 ms.
        if (before === distance && goal !== distance) {
          distance = goal;
          share = createGlide(0, sampleRate);
          share.aim(1);
        }
        const weight = before === distance ? 1 : share.next();
        const feedback = feedbacks.next();
        const mix = mixes.next();
        const near = (at - distance + size) % size;
        const far = (at - before + size) % size;
        for (let c = 0; c < channels; c++) {
          const line = lines[c]!;
          const sample = from[c]![i]!;
          const echo = line[near]! * weight + line[far]! * (1 - weight);
          line[at] = sample + feedback * echo;
          to[c]![i] = sample * (1 - mix) + echo * mix;
        }
        if (weight === 1) before = distance;
        at = at + 1 === size ? 0 : at + 1;
      }
    },
  };
}
