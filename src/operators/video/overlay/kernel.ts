import { defineKernel } from '#contract/kernel.ts';
import type { Detections, Frame } from '#stream/payload.ts';
import { type BoxStyle, drawBoxes } from './drawBoxes.ts';
import type { spec } from './spec.ts';

/** Draws in place where nobody else holds the frame; with nothing to draw the frame passes as it is. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let style = styleOf(initial);
  let held: Detections | undefined;

  return {
    process({ frame: chunk, boxes }, emit) {
      if (boxes) {
        if (held) env.release(held);
        held = env.retain(boxes.payload);
      }
      if (!chunk) return;
      const isGray = chunk.payload.format === 'GRAY8';
      const items = held?.items ?? [];
      if (items.length === 0 && !isGray) return emit('frame', chunk);
      const frame = isGray ? toI420(chunk.payload) : env.frames.writable(chunk.payload);
      drawBoxes(frame, items, style);
      return emit('frame', { ...chunk, payload: frame });
    },

    update(params) {
      style = styleOf(params);
    },

    close() {
      if (held) env.release(held);
      held = undefined;
    },
  };

  /** The same brightness without colour, in a frame that can hold some. */
  function toI420({ width, height, planes, strides, colour }: Frame): Frame {
    const out = env.frames.allocate('I420', width, height, colour);
    for (let y = 0; y < height; y++) {
      const from = y * strides[0]!;
      out.planes[0]!.set(planes[0]!.subarray(from, from + width), y * out.strides[0]!);
    }
    out.planes[1]!.fill(128);
    out.planes[2]!.fill(128);
    return out;
  }
});

function styleOf(params: {
  readonly line: number;
  readonly colour: string;
  readonly scores: boolean;
}): BoxStyle {
  const rgb = Number.parseInt(params.colour.slice(1), 16);
  return { ...params, colour: [rgb >> 16, (rgb >> 8) & 255, rgb & 255] };
}
