import type { FramePool } from '#contract/env.ts';
import { rgbaToI420 } from '#stream/colour.ts';
import { defaultColour } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';

/** The frame as I420: itself, or a converted one allocated in the current call. Alpha is left out. */
export function toI420(frame: Frame, pool: FramePool): Frame {
  const { format, width, height } = frame;
  if (format === 'I420') return frame;
  const colour = format === 'RGBA' ? defaultColour(height) : frame.colour;
  const out = pool.allocate('I420', width, height, colour);
  if (format === 'RGBA') {
    rgbaToI420(frame, out);
    return out;
  }
  for (let y = 0; y < height; y++) {
    const from = y * frame.strides[0]!;
    out.planes[0]!.set(frame.planes[0]!.subarray(from, from + width), y * out.strides[0]!);
  }
  out.planes[1]!.fill(128);
  out.planes[2]!.fill(128);
  return out;
}
