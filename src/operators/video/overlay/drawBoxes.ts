import { lumaWeights } from '#stream/colour.ts';
import type { Detection, Frame } from '#stream/payload.ts';
import { DIGIT_HEIGHT, drawDigits, widthInDots } from './digits.ts';
import { fillRect, inkFor, type Rect, type Rgb } from './fillRect.ts';

/** How boxes look: width of the outline in pixels, and whether each says its score. */
export interface BoxStyle {
  readonly line: number;
  readonly colour: Rgb;
  readonly scores: boolean;
}

const DARK: Rgb = [18, 18, 18];
const LIGHT: Rgb = [255, 255, 255];

/** Draws into an I420 or RGBA frame, which must be writable. Scores stand at the lower left, inside. */
export function drawBoxes(frame: Frame, items: readonly Detection[], style: BoxStyle): void {
  const ink = inkFor(frame, style.colour);
  const text = inkFor(frame, brightnessOf(style.colour) > 128 ? DARK : LIGHT);
  // 288 lines are the smallest picture on which a dot of one pixel can still be read.
  const scale = Math.max(1, Math.round(frame.height / 288));
  for (const item of items) {
    const box = pixelsOf(item, frame);
    outline(box, style.line).forEach((side) => fillRect(frame, side, ink));
    if (!style.scores) continue;
    const score = item.score.toFixed(2);
    const top = box.bottom - (DIGIT_HEIGHT + 4) * scale;
    const right = box.left + (widthInDots(score) + 4) * scale;
    fillRect(frame, { ...box, top, right }, ink);
    const at = { x: box.left + 2 * scale, y: top + 2 * scale, scale };
    drawDigits(frame, score, at, text);
  }
}

/** The box in pixels; in I420 to the nearest even ones, where brightness and colour share an edge. */
function pixelsOf({ x, y, width, height }: Detection, frame: Frame): Rect {
  const grid = frame.format === 'I420' ? 2 : 1;
  const snap = (at: number): number => grid * Math.round(at / grid);
  return {
    left: snap(x * frame.width),
    top: snap(y * frame.height),
    right: snap((x + width) * frame.width),
    bottom: snap((y + height) * frame.height),
  };
}

/** Four bars that lie inside the box. */
function outline({ left, top, right, bottom }: Rect, line: number): readonly Rect[] {
  const across = Math.min(line, right - left);
  const down = Math.min(line, bottom - top);
  return [
    { left, top, right, bottom: top + down },
    { left, top: bottom - down, right, bottom },
    { left, top, right: left + across, bottom },
    { left: right - across, top, right, bottom },
  ];
}

function brightnessOf([r, g, b]: Rgb): number {
  const { red, green, blue } = lumaWeights('bt709');
  return (r * red + g * green + b * blue) >> 16;
}
