import { defineKernel } from '#contract/kernel.ts';
import { GaussianBlur, type Samples } from '#operators/video/_shared/gaussian.ts';
import { halfUp } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import type { spec } from './spec.ts';

/** Red, green and blue; alpha stays as it is. */
const COLOUR_CHANNELS = 3;

export const kernel = defineKernel<typeof spec>((params, env) => {
  let { radius } = params;
  let blur = new GaussianBlur(radius);
  let chromaBlur = new GaussianBlur(radius / 2);

  function blurFrame({ format, width, height, planes, strides }: Frame): void {
    const plane = (index: number): Samples => ({
      data: planes[index]!,
      start: 0,
      step: 1,
      stride: strides[index]!,
    });
    if (format === 'RGBA') {
      for (let start = 0; start < COLOUR_CHANNELS; start++) {
        const channel = { ...plane(0), start, step: 4 };
        blur.apply(channel, channel, width, height);
      }
      return;
    }
    blur.apply(plane(0), plane(0), width, height);
    if (format === 'GRAY8') return;
    for (const index of [1, 2]) {
      // Chroma has half as many samples on the same stretch.
      chromaBlur.apply(plane(index), plane(index), halfUp(width), halfUp(height));
    }
  }

  return {
    process({ frame }, emit) {
      if (!frame) return;
      if (radius === 0) return emit('frame', frame);
      const payload = env.frames.writable(frame.payload);
      blurFrame(payload);
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      radius = next.radius;
      blur = new GaussianBlur(radius);
      chromaBlur = new GaussianBlur(radius / 2);
    },
  };
});
