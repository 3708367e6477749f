import { figure } from '#base/figures.ts';
import { type Look, type Painter, type Room, roomContext } from '#previews/painter.ts';
import type { Sample } from '#previews/sample.ts';
import type { Detection } from '#stream/payload.ts';

/** A rectangle in CSS pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Height of a score tag. */
const TAG = 12;

/** Where a picture of that ratio lies in the room: as large as fits, in the middle. */
export function fittedRect(room: Room, ratio: number): Rect {
  const width = Math.min(room.width, room.height * ratio);
  const height = width / ratio;
  return { x: (room.width - width) / 2, y: (room.height - height) / 2, width, height };
}

/** A box on a picture that lies at `picture`, its left and right swapped where that is `mirrored`. */
export function boxRect(item: Detection, picture: Rect, mirrored: boolean): Rect {
  const left = mirrored ? 1 - item.x - item.width : item.x;
  return {
    x: picture.x + left * picture.width,
    y: picture.y + item.y * picture.height,
    width: item.width * picture.width,
    height: item.height * picture.height,
  };
}

/**
 * Draws boxes with their scores on filled tags, inside the box at its lower left. A box that a tag would
 * hide has none.
 */
export function drawBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly { readonly item: Detection; readonly at: Rect }[],
  look: Look,
): void {
  context.lineWidth = 1.5;
  context.strokeStyle = look.mark;
  context.font = `500 10px ${look.font}`;
  context.textBaseline = 'middle';
  for (const { item, at } of boxes) {
    context.strokeRect(at.x, at.y, at.width, at.height);
    const words = item.label ? `${item.label} ${figure(item.score, 2)}` : figure(item.score, 2);
    const width = context.measureText(words).width + 6;
    if (width > at.width || 2 * TAG > at.height) continue;
    const y = at.y + at.height - TAG;
    context.fillStyle = look.mark;
    context.fillRect(at.x - 0.75, y, width, TAG + 0.75);
    context.fillStyle = look.onMark;
    context.fillText(words, at.x + 2.5, y + TAG / 2 + 0.5);
  }
}

/** Shows the newest boxes; a picture among the samples is not drawn, but says where they belong. */
export function createBoxesPainter({ mirrored }: { readonly mirrored: boolean }): Painter {
  let newest: Extract<Sample, { readonly kind: 'boxes' }> | undefined;
  let ratio: number | undefined;
  return {
    take(sample) {
      if (sample.kind === 'boxes') newest = sample;
      else if (sample.kind === 'picture') ratio = sample.width / sample.height;
    },
    paint(canvas, room, look) {
      const context = roomContext(canvas, room);
      const picture = fittedRect(room, ratio ?? room.width / room.height);
      const boxes = newest?.items.map((item) => ({ item, at: boxRect(item, picture, mirrored) }));
      drawBoxes(context, boxes ?? [], look);
    },
  };
}
