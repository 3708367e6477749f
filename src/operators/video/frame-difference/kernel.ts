import { lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { defineKernel } from '#contract/kernel.ts';
import { shownLevels } from '#stream/colour.ts';
import type { Frame } from '#stream/payload.ts';
import type { spec } from './spec.ts';

/** Keeps the frame before. One of another size is nothing to compare with, so the result is black. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const [scratch, scratchBefore] = [new Scratch(), new Scratch()];
  let amplified = amplify(initial.gain);
  let before: Frame | undefined;

  return {
    process({ frame: chunk }, emit) {
      if (!chunk) return;
      const frame = chunk.payload;
      const out = takeGray(env.frames, frame);
      if (before && before.width === frame.width && before.height === frame.height) {
        const now = lumaOf(frame, scratch);
        const then = lumaOf(before, scratchBefore);
        const levels = shownLevels(now.range);
        const levelsThen = shownLevels(then.range);
        for (let y = 0; y < frame.height; y++) {
          let a = y * now.stride;
          let b = y * then.stride;
          for (let to = y * out.strides[0]!, end = to + frame.width; to < end; to++, a++, b++) {
            const change = levels[now.data[a]!]! - levelsThen[then.data[b]!]!;
            out.planes[0]![to] = amplified[change < 0 ? -change : change]!;
          }
        }
      } else {
        out.planes[0]!.fill(0);
      }
      if (before) env.release(before);
      before = env.retain(frame);
      return emit('frame', { ...chunk, payload: out });
    },

    update({ gain }) {
      amplified = amplify(gain);
    },

    close() {
      if (before) env.release(before);
      before = undefined;
    },
  };
});

/** What each change of 0 to 255 is shown as. */
function amplify(gain: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, change) => Math.min(255, Math.round(change * gain)));
}
