import type { LateEffect } from '#operators/audio/_shared/alignedEffect.ts';
import { defineAlignedKernel } from '#operators/audio/_shared/alignedKernel.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { sizeNear } from '#operators/audio/_shared/powerSpectrum.ts';
import { power } from '#base/power.ts';
import type { KernelOf } from '#contract/kernel.ts';
import { createStft } from '#stream/stft.ts';
import type { z } from 'zod';
import type { spec } from './spec.ts';
import { createVocoder } from './vocoder.ts';

type Params = z.output<(typeof spec)['params']>;

/** Frames that cover each sample. At four the loudest false tone is at −47 dB, at eight below −70. */
const OVERLAP = 8;
/** One frame: long enough for the lowest voices, short enough for consonants. */
const FRAME_SECONDS = 0.043;

/** Blocks of the same times as they came, less one frame. */
export const kernel: KernelOf<typeof spec> = defineAlignedKernel<Params>(shifter);

/** Each channel goes through a vocoder of its own; what is not transposed waits as long as that takes. */
function shifter(sampleRate: number, channels: number, wanted: () => Params): LateEffect {
  const size = sizeNear(FRAME_SECONDS, sampleRate);
  const hop = size / OVERLAP;
  const share = createGlide(wanted().mix / 100, sampleRate);
  let ratio = 1;
  const lanes = Array.from({ length: channels }, () => {
    const shift = createVocoder(size, hop);
    const stft = createStft({ size, hop, window: 'hann' }, (spectrum) => shift(spectrum, ratio));
    return { stft, held: new Float32Array(size) };
  });
  let at = 0;

  return {
    channels,
    latency: size,
    render(from, to) {
      const { semitones, mix } = wanted();
      ratio = power(2, semitones / 12);
      share.aim(mix / 100);
      lanes.forEach(({ stft }, c) => stft.render(from[c]!, to[c]!));
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        const wet = share.next();
        for (let c = 0; c < channels; c++) {
          const { held } = lanes[c]!;
          to[c]![i] = to[c]![i]! * wet + held[at]! * (1 - wet);
          held[at] = from[c]![i]!;
        }
        at = at + 1 === size ? 0 : at + 1;
      }
    },
  };
}
