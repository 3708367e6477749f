import { defineKernel } from '#contract/kernel.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { type Luma, lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import { pictureMemory, wholeBlocks } from '#operators/video/_shared/pictureMemory.ts';
import type { Frame } from '#stream/payload.ts';
import type { spec } from './spec.ts';

/** Spare bytes before each row, for the sample that goes on beyond the border. */
const MARGIN = 16;

export const kernel = defineKernel<typeof spec>((params, env) => {
  const scratch = new Scratch();
  let current = params;

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const luma = lumaOf(frame.payload, scratch);
      // Limited range has 219 steps from black to white where full range has 255.
      const scale = current.scale * (luma.range === 'full' ? 1 : 255 / 219);
      const payload = takeGray(env.frames, frame.payload);
      writeMagnitudes(luma, scale, current.magnitude === 'manhattan', payload);
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      current = next;
    },
  };
});

/** Writes `√(gx² + gy²) · scale`, or `(|gx| + |gy|) · scale`, rounded, at most 255. */
function writeMagnitudes(luma: Luma, scale: number, manhattan: boolean, out: Frame): void {
  const { width, height, planes, strides } = out;
  const toStride = wholeBlocks(width);
  const stride = toStride + 2 * MARGIN;
  const to = stride * (height + 1);
  const { loops, bytes } = pictureMemory();
  const memory = bytes(to + toStride * height);
  for (let y = 0; y < height; y++) {
    const row = luma.data.subarray(y * luma.stride, y * luma.stride + width);
    memory.set(row, MARGIN + y * stride);
  }
  loops.sobel(MARGIN, stride, width, height, to, toStride, scale, manhattan);
  for (let y = 0; y < height; y++) {
    const row = memory.subarray(to + y * toStride, to + y * toStride + width);
    planes[0]!.set(row, y * strides[0]!);
  }
}
