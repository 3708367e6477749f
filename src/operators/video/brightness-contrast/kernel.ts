import { defineKernel } from '#contract/kernel.ts';
import { lumaWeights } from '#stream/colour.ts';
import { halfUp } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import { chromaTable, levelTable } from './levels.ts';
import type { spec } from './spec.ts';

export const kernel = defineKernel<typeof spec>((params, env) => {
  let current = params;
  let tables = tablesOf(params);

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const { brightness, contrast, saturation } = current;
      // Untouched, so that samples beyond black and white stay too.
      if (brightness === 0 && contrast === 1 && saturation === 1) return emit('frame', frame);
      const payload = env.frames.writable(frame.payload);
      const { levels, chroma } = tables[payload.colour.range];
      if (payload.format === 'RGBA') {
        adjustRgba(payload, tables.full.levels, saturation);
      } else {
        mapPlane(payload, 0, levels);
        if (payload.format === 'I420' && saturation !== 1) {
          mapPlane(payload, 1, chroma);
          mapPlane(payload, 2, chroma);
        }
      }
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      current = next;
      tables = tablesOf(next);
    },
  };
});

function tablesOf(params: Parameters<typeof levelTable>[0] & { readonly saturation: number }) {
  return {
    full: { levels: levelTable(params, 'full'), chroma: chromaTable(params.saturation, 'full') },
    limited: {
      levels: levelTable(params, 'limited'),
      chroma: chromaTable(params.saturation, 'limited'),
    },
  };
}

/** Replaces every sample of one plane, in place. */
function mapPlane(frame: Frame, index: number, table: Uint8Array): void {
  const plane = frame.planes[index]!;
  const stride = frame.strides[index]!;
  const width = index === 0 ? frame.width : halfUp(frame.width);
  const height = index === 0 ? frame.height : halfUp(frame.height);
  for (let y = 0; y < height; y++) {
    for (let i = y * stride, end = i + width; i < end; i++) plane[i] = table[plane[i]!]!;
  }
}

/** Saturation around the pixel's luma first, then the table for each of red, green and blue, in place. */
function adjustRgba(frame: Frame, table: Uint8Array, saturation: number): void {
  const weights = lumaWeights(frame.colour.matrix);
  const rgba = frame.planes[0]!;
  const stride = frame.strides[0]!;
  for (let y = 0; y < frame.height; y++) {
    for (let i = y * stride, end = i + frame.width * 4; i < end; i += 4) {
      const red = rgba[i]!;
      const green = rgba[i + 1]!;
      const blue = rgba[i + 2]!;
      const luma = (red * weights.red + green * weights.green + blue * weights.blue) / 65_536;
      rgba[i] = table[level(luma + (red - luma) * saturation)]!;
      rgba[i + 1] = table[level(luma + (green - luma) * saturation)]!;
      rgba[i + 2] = table[level(luma + (blue - luma) * saturation)]!;
    }
  }
}

function level(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : (value + 0.5) | 0;
}
