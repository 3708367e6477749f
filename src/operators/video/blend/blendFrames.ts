import { shownLevels } from '#stream/colour.ts';
import { halfUp } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import type { GrayOverTables } from './blendTable.ts';

/** Blends grey with grey, by what is shown, into a full-range grey frame of a's size. */
export function blendGray(a: Frame, b: Frame, out: Frame, table: Uint8Array): void {
  const columns = nearest(b.width, a.width);
  const rows = nearest(b.height, a.height);
  const levelsA = shownLevels(a.colour.range);
  const levelsB = shownLevels(b.colour.range);
  for (let y = 0; y < a.height; y++) {
    const rowA = y * a.strides[0]!;
    const rowB = rows[y]! * b.strides[0]!;
    const rowOut = y * out.strides[0]!;
    for (let x = 0; x < a.width; x++) {
      const below = levelsA[a.planes[0]![rowA + x]!]!;
      const above = levelsB[b.planes[0]![rowB + columns[x]!]!]!;
      out.planes[0]![rowOut + x] = table[(below << 8) | above]!;
    }
  }
}

/**
 * Blends plane by plane, for modes that are linear: all frames I420 of one colour, `out` of a's size.
 * Code values mix as the levels do, since both frames have the same scale.
 */
export function blendPlanes(a: Frame, b: Frame, out: Frame, table: Uint8Array): void {
  for (let p = 0; p < 3; p++) {
    const width = p === 0 ? a.width : halfUp(a.width);
    const height = p === 0 ? a.height : halfUp(a.height);
    const columns = nearest(p === 0 ? b.width : halfUp(b.width), width);
    const rows = nearest(p === 0 ? b.height : halfUp(b.height), height);
    const [planeA, planeB, to] = [a.planes[p]!, b.planes[p]!, out.planes[p]!];
    for (let y = 0; y < height; y++) {
      const rowA = y * a.strides[p]!;
      const rowB = rows[y]! * b.strides[p]!;
      const rowOut = y * out.strides[p]!;
      for (let x = 0; x < width; x++) {
        to[rowOut + x] = table[(planeA[rowA + x]! << 8) | planeB[rowB + columns[x]!]!]!;
      }
    }
  }
}

/**
 * Lays grey b over I420 a in an affine mode, without leaving YUV; `out` has a's size and colour. A chroma
 * sample follows the mean grey over the pixels it covers.
 */
export function blendGrayOver(a: Frame, b: Frame, out: Frame, tables: GrayOverTables): void {
  const { width, height } = a;
  const columns = nearest(b.width, width);
  const rows = nearest(b.height, height);
  const levels = shownLevels(b.colour.range);
  const gray = b.planes[0]!;
  for (let y = 0; y < height; y++) {
    const rowA = y * a.strides[0]!;
    const rowB = rows[y]! * b.strides[0]!;
    const rowOut = y * out.strides[0]!;
    for (let x = 0; x < width; x++) {
      const level = levels[gray[rowB + columns[x]!]!]!;
      out.planes[0]![rowOut + x] = tables.luma[(a.planes[0]![rowA + x]! << 8) | level]!;
    }
  }
  for (let y = 0; y < halfUp(height); y++) {
    const top = rows[2 * y]! * b.strides[0]!;
    const bottom = rows[Math.min(2 * y + 1, height - 1)]! * b.strides[0]!;
    for (let x = 0; x < halfUp(width); x++) {
      const left = columns[2 * x]!;
      const right = columns[Math.min(2 * x + 1, width - 1)]!;
      const upper = levels[gray[top + left]!]! + levels[gray[top + right]!]!;
      const lower = levels[gray[bottom + left]!]! + levels[gray[bottom + right]!]!;
      const level = (upper + lower + 2) >> 2;
      for (let p = 1; p < 3; p++) {
        const code = a.planes[p]![y * a.strides[p]! + x]!;
        out.planes[p]![y * out.strides[p]! + x] = tables.chroma[(code << 8) | level]!;
      }
    }
  }
}

/** Blends red, green and blue of packed RGBA frames; `out` has a's size and may be a. Alpha is opaque. */
export function blendRgba(a: Frame, b: Frame, out: Frame, table: Uint8Array): void {
  const columns = nearest(b.width, a.width);
  const rows = nearest(b.height, a.height);
  const [from, over, to] = [a.planes[0]!, b.planes[0]!, out.planes[0]!];
  for (let y = 0; y < a.height; y++) {
    const rowB = rows[y]! * b.strides[0]!;
    let at = y * a.strides[0]!;
    let write = y * out.strides[0]!;
    for (let x = 0; x < a.width; x++, at += 4, write += 4) {
      const above = rowB + 4 * columns[x]!;
      to[write] = table[(from[at]! << 8) | over[above]!]!;
      to[write + 1] = table[(from[at + 1]! << 8) | over[above + 1]!]!;
      to[write + 2] = table[(from[at + 2]! << 8) | over[above + 2]!]!;
      to[write + 3] = 255;
    }
  }
}

/** Where in a line of `from` samples the nearest to each of `to` evenly spread ones lies. */
function nearest(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, i) => Math.floor(((i + 0.5) * from) / to));
}
