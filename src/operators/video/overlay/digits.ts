import type { Frame } from '#stream/payload.ts';
import { fillRect, type Ink } from './fillRect.ts';

/** Rows of each character from top to bottom, five dots a row, the leftmost in bit 4. */
const DOTS: Readonly<Record<string, readonly number[]>> = {
  '0': [0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e],
  '1': [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e],
  '2': [0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f],
  '3': [0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e],
  '4': [0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02],
  '5': [0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e],
  '6': [0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e],
  '7': [0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
  '8': [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e],
  '9': [0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c],
  '.': [0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c],
};

/** Height of a character in dots. */
export const DIGIT_HEIGHT = 7;
/** From one character to the next, in dots. */
const ADVANCE = 6;

/** Width of a text in dots, without the gap after its last character. */
export function widthInDots(text: string): number {
  return text.length * ADVANCE - 1;
}

/** Writes digits and points from the upper left corner on, each dot a square of `scale` pixels. */
export function drawDigits(
  frame: Frame,
  text: string,
  at: { readonly x: number; readonly y: number; readonly scale: number },
  ink: Ink,
): void {
  for (let index = 0; index < text.length; index++) {
    DOTS[text[index]!]?.forEach((dots, row) => {
      for (let column = 0; column < 5; column++) {
        if ((dots & (0x10 >> column)) === 0) continue;
        const left = at.x + (index * ADVANCE + column) * at.scale;
        const top = at.y + row * at.scale;
        fillRect(frame, { left, top, right: left + at.scale, bottom: top + at.scale }, ink);
      }
    });
  }
}
