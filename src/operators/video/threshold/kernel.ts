import { defineKernel } from '#contract/kernel.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { type Luma, lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import { shownLevels } from '#stream/colour.ts';
import type { Frame } from '#stream/payload.ts';
import { otsuLevel } from './otsu.ts';
import type { spec } from './spec.ts';

export const kernel = defineKernel<typeof spec>((params, env) => {
  const scratch = new Scratch();
  const histogram = new Uint32Array(256);
  const table = new Uint8Array(256);
  let current = params;

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const luma = lumaOf(frame.payload, scratch);
      const shown = shownLevels(luma.range);
      let { level } = current;
      if (current.mode === 'otsu') {
        countLevels(luma, frame.payload, shown, histogram);
        level = otsuLevel(histogram);
      }
      const above = current.invert ? 0 : 255;
      for (let sample = 0; sample < 256; sample++) {
        table[sample] = shown[sample]! > level ? above : 255 - above;
      }
      const payload = takeGray(env.frames, frame.payload);
      mapLuma(luma, table, payload);
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      current = next;
    },
  };
});

/** Counts how often each shown level occurs, in a histogram that starts anew. */
function countLevels(
  { data, stride }: Luma,
  { width, height }: Frame,
  shown: Uint8Array,
  histogram: Uint32Array,
): void {
  histogram.fill(0);
  for (let y = 0; y < height; y++) {
    for (let i = y * stride, end = i + width; i < end; i++) histogram[shown[data[i]!]!]!++;
  }
}

function mapLuma({ data, stride }: Luma, table: Uint8Array, out: Frame): void {
  const target = out.planes[0]!;
  for (let y = 0; y < out.height; y++) {
    let to = y * out.strides[0]!;
    for (let i = y * stride, end = i + out.width; i < end; i++, to++) target[to] = table[data[i]!]!;
  }
}
