import { createEffectRack, type Effect } from '#operators/audio/_shared/effectRack.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { defineKernel } from '#contract/kernel.ts';
import { type Panning, panningOf } from './panning.ts';
import type { spec } from './spec.ts';

/** The four gains from two channels to two glide to where a new position has them. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  const rack = createEffectRack(env, (rate, channels) =>
    panner(rate, channels, () => params.position / 100),
  );
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

function panner(sampleRate: number, channels: number, position: () => number): Effect {
  const wanted = (): Panning => panningOf(position(), channels === 2);
  const glides = wanted().map((gain) => createGlide(gain, sampleRate));
  const [leftToLeft, rightToLeft, leftToRight, rightToRight] = glides;
  const share = channels > 2 ? 1 / channels : 1;

  return {
    channels: 2,
    render(from, to) {
      wanted().forEach((gain, i) => glides[i]!.aim(gain));
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        let left = from[0]![i]!;
        let right = channels === 2 ? from[1]![i]! : 0;
        if (channels > 2) {
          for (let c = 1; c < channels; c++) left += from[c]![i]!;
          left *= share;
          right = 0;
        }
        to[0]![i] = left * leftToLeft!.next() + right * rightToLeft!.next();
        to[1]![i] = left * leftToRight!.next() + right * rightToRight!.next();
      }
    },
  };
}
