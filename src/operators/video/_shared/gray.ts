import type { FramePool } from '#contract/env.ts';
import type { Frame } from '#stream/payload.ts';

/**
 * A full-range GRAY8 frame of the size and matrix of `frame`, contents undefined: what edge and mask
 * pictures are written into, 0 for black and 255 for white.
 */
export function takeGray(frames: FramePool, { width, height, colour }: Frame): Frame {
  return frames.allocate('GRAY8', width, height, { matrix: colour.matrix, range: 'full' });
}
