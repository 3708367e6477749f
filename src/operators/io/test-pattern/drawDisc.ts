import { cos, sin } from '#base/trigonometry.ts';
import { halfUp } from '#stream/frames.ts';
import type { Bytes, Frame } from '#stream/payload.ts';

const FACE = 22;
const RING = 190;
const HAND = 235;

/**
 * Draws a dark disc with a white slice over the top `rows` of an I420 frame. It swings from side to side
 * in eight seconds and turns once in four; edges are smooth to a fraction of a pixel.
 */
export function drawDisc(frame: Frame, phase: number, rows: number): void {
  const radius = Math.min(rows * 0.28, frame.width * 0.2);
  const swing = frame.width / 2 - radius * 1.5;
  const x = frame.width / 2 + swing * sin((2 * Math.PI * (phase + 0.9)) / 8);
  const y = rows / 2;
  drawFace(frame, x, y, radius, (2 * Math.PI * phase) / 4);
  fadeChroma(frame, x / 2, y / 2, radius / 2);
}

function drawFace(frame: Frame, cx: number, cy: number, radius: number, angle: number): void {
  const luma = frame.planes[0]!;
  const { width, height } = frame;
  const ringOuter = radius * 0.88;
  const ringInner = radius * 0.78;
  const reach = radius * 0.62;
  // The slice spans 75°, starting at twelve o'clock.
  const [startX, startY] = [sin(angle), -cos(angle)];
  const [endX, endY] = [sin(angle + 1.309), -cos(angle + 1.309)];
  const top = Math.max(0, Math.floor(cy - radius - 1));
  const bottom = Math.min(height, Math.ceil(cy + radius + 1));
  const left = Math.max(0, Math.floor(cx - radius - 1));
  const right = Math.min(width, Math.ceil(cx + radius + 1));
  for (let y = top; y < bottom; y++) {
    const dy = y + 0.5 - cy;
    for (let x = left; x < right; x++) {
      const dx = x + 0.5 - cx;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const face = cover(radius - distance);
      if (face === 0) continue;
      const ring = cover(Math.min(ringOuter - distance, distance - ringInner));
      const slice = Math.min(startX * dy - startY * dx, dx * endY - dy * endX, reach - distance);
      const hand = cover(slice);
      const drawn = FACE + (RING - FACE) * ring + (HAND - FACE) * hand;
      const at = y * width + x;
      luma[at] = Math.round(luma[at]! + (drawn - luma[at]!) * face);
    }
  }
}

/** Takes the colour out of what the disc covers. */
function fadeChroma(frame: Frame, cx: number, cy: number, radius: number): void {
  const [, cb, cr] = frame.planes as readonly [Bytes, Bytes, Bytes];
  const width = halfUp(frame.width);
  const height = halfUp(frame.height);
  for (let y = Math.max(0, Math.floor(cy - radius - 1)); y < height; y++) {
    const dy = y + 0.5 - cy;
    if (dy > radius + 1) break;
    for (let x = Math.max(0, Math.floor(cx - radius - 1)); x < width; x++) {
      const dx = x + 0.5 - cx;
      if (dx > radius + 1) break;
      const face = cover(radius - Math.sqrt(dx * dx + dy * dy));
      const at = y * width + x;
      cb[at] = Math.round(cb[at]! + (128 - cb[at]!) * face);
      cr[at] = Math.round(cr[at]! + (128 - cr[at]!) * face);
    }
  }
}

/** Share of a pixel that lies inside an edge `distance` pixels away, 0 to 1. */
function cover(distance: number): number {
  return distance <= -0.5 ? 0 : distance >= 0.5 ? 1 : distance + 0.5;
}
