import { rgbToYuv } from '#stream/colour.ts';
import type { Frame } from '#stream/payload.ts';

/** A rectangle in whole pixels, `right` and `bottom` exclusive; may reach beyond the frame. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour in the code values of one frame: Y, U, V for I420, R, G, B, A for RGBA. */
export type Ink = readonly number[];

/** The colour as that frame writes it. */
export function inkFor(frame: Frame, [red, green, blue]: Rgb): Ink {
  if (frame.format === 'RGBA') return [red, green, blue, 255];
  const yuv = rgbToYuv(red, green, blue, frame.colour);
  return [yuv & 255, (yuv >> 8) & 255, yuv >> 16];
}

/**
 * Fills what of `rect` lies inside an I420 or RGBA frame. In I420 every chroma sample that covers a pixel
 * of it takes the colour, so only edges on even pixels are sharp in colour too.
 */
export function fillRect(frame: Frame, rect: Rect, ink: Ink): void {
  const left = Math.max(0, rect.left);
  const top = Math.max(0, rect.top);
  const right = Math.min(frame.width, rect.right);
  const bottom = Math.min(frame.height, rect.bottom);
  if (left >= right || top >= bottom) return;
  if (frame.format === 'RGBA') {
    const [stride] = frame.strides as readonly [number];
    for (let y = top; y < bottom; y++) {
      for (let at = y * stride + left * 4; at < y * stride + right * 4; at++) {
        frame.planes[0]![at] = ink[(at - y * stride) & 3]!;
      }
    }
    return;
  }
  frame.planes.forEach((plane, p) => {
    const shift = p === 0 ? 0 : 1;
    const stride = frame.strides[p]!;
    for (let y = top >> shift; y <= (bottom - 1) >> shift; y++) {
      const row = y * stride;
      plane.fill(ink[p]!, row + (left >> shift), row + ((right - 1) >> shift) + 1);
    }
  });
}
