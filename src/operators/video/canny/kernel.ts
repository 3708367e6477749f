import { defineKernel } from '#contract/kernel.ts';
import { GaussianBlur } from '#operators/video/_shared/gaussian.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { type Luma, lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import type { Frame } from '#stream/payload.ts';
import { EdgeFinder } from './edges.ts';
import type { spec } from './spec.ts';

export const kernel = defineKernel<typeof spec>((params, env) => {
  const scratch = new Scratch();
  const smoothed = new Scratch();
  const finder = new EdgeFinder();
  let current = params;
  let blur = new GaussianBlur(params.smoothing);

  function smooth(luma: Luma, { width, height }: Frame): Luma {
    if (current.smoothing === 0) return luma;
    const data = smoothed.bytes(width * height);
    blur.apply(
      { data: luma.data, start: 0, step: 1, stride: luma.stride },
      { data, start: 0, step: 1, stride: width },
      width,
      height,
    );
    return { data, stride: width, range: luma.range };
  }

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const luma = smooth(lumaOf(frame.payload, scratch), frame.payload);
      // The params mean full range; in limited range the same edge has 219 / 255 of the steps.
      const steps = luma.range === 'full' ? 1 : 219 / 255;
      const payload = takeGray(env.frames, frame.payload);
      const { low, high, magnitude } = current;
      finder.find(luma, { low: low * steps, high: high * steps, magnitude }, payload);
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      if (next.smoothing !== current.smoothing) blur = new GaussianBlur(next.smoothing);
      current = next;
    },
  };
});
