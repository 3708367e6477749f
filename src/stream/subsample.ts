import { shownLevels, yuvToRgb } from './colour.ts';
import type { Frame } from './payload.ts';

/** Samples read for one small picture, about 0.3 ms of work, however large the frame is. */
const SAMPLE_BUDGET = 240_000;
/** More than 4 × 4 samples for one pixel are not worth their time in a preview. */
const MAX_TAPS = 4;

/**
 * Writes the frame as packed RGBA of `outWidth` × `outHeight`, straight from its planes. Each pixel is
 * the mean of up to 4 × 4 evenly spaced samples of what it covers: all of it while the frame is at most
 * that much larger, the nearest sample where the frame is no larger.
 */
export function rgbaSubsample(
  frame: Frame,
  outWidth: number,
  outHeight: number,
  out: Uint8Array | Uint8ClampedArray,
): void {
  const afford = Math.floor(Math.sqrt(SAMPLE_BUDGET / (outWidth * outHeight)));
  const limit = Math.min(Math.max(afford, 1), MAX_TAPS);
  const columns = tapsOf(frame.width, outWidth, limit);
  const rows = tapsOf(frame.height, outHeight, limit);
  if (frame.format === 'RGBA') subsampleRgba(frame, columns, rows, out);
  else subsampleYuv(frame, columns, rows, out);
}

/** Where one axis is sampled: `perPixel` source indices for each output index, in order. */
interface Taps {
  readonly perPixel: number;
  readonly at: Int32Array;
}

function tapsOf(source: number, target: number, limit: number): Taps {
  const perPixel = Math.min(Math.ceil(source / target), limit);
  const at = new Int32Array(target * perPixel);
  for (let i = 0; i < at.length; i++) at[i] = Math.floor(((i + 0.5) * source) / at.length);
  return { perPixel, at };
}

function subsampleYuv(
  frame: Frame,
  columns: Taps,
  rows: Taps,
  out: Uint8Array | Uint8ClampedArray,
): void {
  const [ys, us, vs] = frame.planes as [Uint8Array, Uint8Array?, Uint8Array?];
  const [yStride, uStride, vStride] = frame.strides as [number, number, number];
  const levels = shownLevels(frame.colour.range);
  const middle = columns.perPixel >> 1;
  const count = columns.perPixel * rows.perPixel;
  const rounding = count >> 1;
  for (let row = 0, at = 0; row < rows.at.length; row += rows.perPixel) {
    const chromaRow = rows.at[row + (rows.perPixel >> 1)]! >> 1;
    for (let column = 0; column < columns.at.length; column += columns.perPixel, at += 4) {
      let sum = rounding;
      for (let j = 0; j < rows.perPixel; j++) {
        const line = rows.at[row + j]! * yStride;
        for (let i = 0; i < columns.perPixel; i++) sum += ys[line + columns.at[column + i]!]!;
      }
      const y = (sum / count) | 0;
      if (us && vs) {
        const x = columns.at[column + middle]! >> 1;
        const u = us[chromaRow * uStride + x]!;
        const rgb = yuvToRgb(y, u, vs[chromaRow * vStride + x]!, frame.colour);
        out[at] = rgb & 255;
        out[at + 1] = (rgb >> 8) & 255;
        out[at + 2] = rgb >> 16;
      } else {
        out[at] = out[at + 1] = out[at + 2] = levels[y]!;
      }
      out[at + 3] = 255;
    }
  }
}

function subsampleRgba(
  frame: Frame,
  columns: Taps,
  rows: Taps,
  out: Uint8Array | Uint8ClampedArray,
): void {
  const [rgba] = frame.planes as [Uint8Array];
  const [stride] = frame.strides as [number];
  const count = columns.perPixel * rows.perPixel;
  const rounding = count >> 1;
  for (let row = 0, at = 0; row < rows.at.length; row += rows.perPixel) {
    for (let column = 0; column < columns.at.length; column += columns.perPixel, at += 4) {
      let red = rounding;
      let green = rounding;
      let blue = rounding;
      let alpha = rounding;
      for (let j = 0; j < rows.perPixel; j++) {
        const line = rows.at[row + j]! * stride;
        for (let i = 0; i < columns.perPixel; i++) {
          const from = line + columns.at[column + i]! * 4;
          red += rgba[from]!;
          green += rgba[from + 1]!;
          blue += rgba[from + 2]!;
          alpha += rgba[from + 3]!;
        }
      }
      out[at] = (red / count) | 0;
      out[at + 1] = (green / count) | 0;
      out[at + 2] = (blue / count) | 0;
      out[at + 3] = (alpha / count) | 0;
    }
  }
}
