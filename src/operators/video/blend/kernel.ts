import { takeGray } from '#operators/video/_shared/gray.ts';
import { defineKernel } from '#contract/kernel.ts';
import { frameToRgba, rgbaToI420 } from '#stream/colour.ts';
import { defaultColour } from '#stream/frames.ts';
import type { Colour, Frame } from '#stream/payload.ts';
import { blendGray, blendGrayOver, blendPlanes, blendRgba } from './blendFrames.ts';
import { blendTable, type GrayOverTables, grayOverTables, isAffine } from './blendTable.ts';
import type { spec } from './spec.ts';

/**
 * Emits once for each a, with the b of the same time or the last one before. Red, green and blue are
 * blended, by way of RGBA; where YUV gives the same result it is not left, which takes a quarter of the time.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let table = blendTable(params.mode, params.amount);
  let overTables: Partial<Record<Colour['range'], GrayOverTables>> = {};
  let held: Frame | undefined;

  const blend = (a: Frame, b: Frame): Frame => {
    if (a.format === 'GRAY8' && b.format === 'GRAY8') {
      const out = takeGray(env.frames, a);
      blendGray(a, b, out, table);
      return out;
    }
    const colour = colourOf(a, b);
    const out = env.frames.allocate('I420', a.width, a.height, colour);
    if (a.format === 'I420' && b.format === 'GRAY8' && isAffine(params.mode)) {
      const { range } = colour;
      const tables = (overTables[range] ??= grayOverTables(params.mode, params.amount, range));
      blendGrayOver(a, b, out, tables);
    } else if (params.mode === 'normal' && isLike(a, colour) && isLike(b, colour)) {
      blendPlanes(a, b, out, table);
    } else {
      const mixed = env.frames.allocate('RGBA', a.width, a.height, colour);
      frameToRgba(a, mixed.planes[0]!);
      blendRgba(mixed, toRgba(b), mixed, table);
      rgbaToI420(mixed, out);
    }
    return out;
  };

  const toRgba = (frame: Frame): Frame => {
    if (frame.format === 'RGBA') return frame;
    const rgba = env.frames.allocate('RGBA', frame.width, frame.height, frame.colour);
    frameToRgba(frame, rgba.planes[0]!);
    return rgba;
  };

  return {
    process({ a, b }, emit) {
      if (b) {
        if (held) env.release(held);
        held = env.retain(b.payload);
      }
      if (!a) return;
      return emit('frame', { ...a, payload: held ? blend(a.payload, held) : a.payload });
    },

    update(next) {
      params = next;
      table = blendTable(params.mode, params.amount);
      overTables = {};
    },

    close() {
      if (held) env.release(held);
      held = undefined;
    },
  };
});

/** The colour of the result: that of the first I420 input, so that it needs no conversion. */
function colourOf(a: Frame, b: Frame): Colour {
  if (a.format === 'I420') return a.colour;
  return b.format === 'I420' ? b.colour : defaultColour(a.height);
}

function isLike(frame: Frame, { matrix, range }: Colour): boolean {
  const { format, colour } = frame;
  return format === 'I420' && colour.matrix === matrix && colour.range === range;
}
