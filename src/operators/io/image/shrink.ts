import { halfUp } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';

/** Writes `from` into `out`, whose sides are a `factor`-th of it, rounded up: each sample is the mean of a square. */
export function shrink(from: Frame, factor: number, out: Frame): void {
  const size = from.format === 'RGBA' ? 4 : 1;
  from.planes.forEach((plane, p) => {
    const side = (length: number): number => (p === 0 ? length : halfUp(length));
    const width = side(from.width);
    const height = side(from.height);
    const to = out.planes[p]!;
    for (let y = 0; y < side(out.height); y++) {
      const top = Math.min(y * factor, height - 1);
      const bottom = Math.min(top + factor, height);
      for (let x = 0; x < side(out.width); x++) {
        const left = Math.min(x * factor, width - 1);
        const right = Math.min(left + factor, width);
        const count = (bottom - top) * (right - left);
        for (let b = 0; b < size; b++) {
          let sum = 0;
          for (let row = top; row < bottom; row++) {
            const start = row * from.strides[p]! + b;
            for (let i = left; i < right; i++) sum += plane[start + i * size]!;
          }
          to[y * out.strides[p]! + x * size + b] = Math.round(sum / count);
        }
      }
    }
  });
}
