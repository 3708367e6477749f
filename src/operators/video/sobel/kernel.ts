import { defineKernel } from '#contract/kernel.ts';
import { sobelRow } from '#operators/video/_shared/gradient.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import type { spec } from './spec.ts';

export const kernel = defineKernel<typeof spec>((params, env) => {
  const scratch = new Scratch();
  let gx = new Int16Array(0);
  let gy = new Int16Array(0);
  let current = params;

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const { width, height } = frame.payload;
      if (gx.length < width) {
        gx = new Int16Array(width);
        gy = new Int16Array(width);
      }
      const luma = lumaOf(frame.payload, scratch);
      // Limited range has 219 steps from black to white where full range has 255.
      const scale = current.scale * (luma.range === 'full' ? 1 : 255 / 219);
      const combine = current.magnitude === 'euclidean' ? euclidean : manhattan;
      const payload = takeGray(env.frames, frame.payload);
      for (let y = 0; y < height; y++) {
        sobelRow(luma, payload, y, gx, gy);
        const start = y * payload.strides[0]!;
        combine({ gx, gy }, scale, payload.planes[0]!.subarray(start, start + width));
      }
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      current = next;
    },
  };
});

/** Gradients of one row, at least as long as the row. */
interface Gradients {
  readonly gx: Int16Array;
  readonly gy: Int16Array;
}

/** Writes `√(gx² + gy²) · scale`, rounded, at most 255. */
function euclidean({ gx, gy }: Gradients, scale: number, out: Uint8Array): void {
  for (let x = 0; x < out.length; x++) {
    const value = Math.sqrt(gx[x]! * gx[x]! + gy[x]! * gy[x]!) * scale + 0.5;
    out[x] = value > 255 ? 255 : value;
  }
}

/** Writes `(|gx| + |gy|) · scale`, rounded, at most 255. */
function manhattan({ gx, gy }: Gradients, scale: number, out: Uint8Array): void {
  for (let x = 0; x < out.length; x++) {
    const value = (Math.abs(gx[x]!) + Math.abs(gy[x]!)) * scale + 0.5;
    out[x] = value > 255 ? 255 : value;
  }
}
