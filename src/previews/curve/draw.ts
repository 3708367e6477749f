import { figure } from '#base/figures.ts';
import { type Look, type Painter, type Room, roomContext } from '#previews/painter.ts';
import type { Sample } from '#previews/sample.ts';

/** A sampled curve. */
export type Curve = Extract<Sample, { readonly kind: 'curve' }>;

/** A bar and the gap after it, in CSS pixels. */
const PITCH = 4;
const BAR = 2.6;
/** Levels below this are not heard beside full scale, in dB. */
const FLOOR_DB = -100;

/** The values at the bottom and at the top of the drawing. */
export interface Range {
  readonly bottom: number;
  readonly top: number;
}

/** Decibels have a fixed range; anything else spans from zero to the largest value so far. */
export function rangeOf(curve: Curve, before: Range | undefined): Range {
  let highest = before?.top ?? 0;
  let lowest = before?.bottom ?? 0;
  for (const value of curve.values) {
    if (value > highest && value !== Infinity) highest = value;
    if (value < lowest && value !== -Infinity) lowest = value;
  }
  return curve.unit.startsWith('dB')
    ? { bottom: FLOOR_DB, top: highest }
    : { bottom: lowest, top: highest > lowest ? highest : lowest + 1 };
}

/** The curve as heights of `count` bars, 0 to 1, each the highest of what it covers. */
export function barsOf(values: Float32Array, count: number, range: Range): Float32Array {
  const bars = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / count));
    let highest = -Infinity;
    for (let k = from; k < to; k++) highest = Math.max(highest, values[k]!);
    const share = (highest - range.bottom) / (range.top - range.bottom);
    bars[i] = Math.max(0, Math.min(1, share));
  }
  return bars;
}

/** Where the peak lies, in words: `512 Hz`, `1.25 kHz`. Empty on an axis without a unit, where a bare number says nothing. */
export function peakWords(curve: Curve): string {
  const { peak, axis } = curve;
  if (axis.unit === 'Hz') {
    return peak < 1000 ? `${figure(peak)} Hz` : `${figure(peak / 1000, 2)} kHz`;
  }
  return axis.unit ? `${figure(peak, 2)} ${axis.unit}` : '';
}

/** Draws bars over faint lines at thirds, with the peak's place in the corner. */
export function drawCurve(
  context: CanvasRenderingContext2D,
  curve: Curve,
  { range, room, look }: { readonly range: Range; readonly room: Room; readonly look: Look },
): void {
  context.fillStyle = look.faintLine;
  for (const third of [1 / 3, 2 / 3]) {
    context.fillRect(0, Math.round(room.height * third), room.width, 1);
  }
  const count = Math.max(1, Math.floor(room.width / PITCH));
  const pitch = room.width / count;
  context.fillStyle = look.type;
  barsOf(curve.values, count, range).forEach((share, i) => {
    const height = Math.max(1, share * (room.height - 4));
    context.fillRect(i * pitch + (pitch - BAR) / 2, room.height - height, BAR, height);
  });
  const words = peakWords(curve);
  if (words === '') return;
  context.font = `12px ${look.font}`;
  const width = context.measureText(words).width;
  context.fillStyle = look.well;
  context.globalAlpha = 0.85;
  context.fillRect(room.width - width - 12, 4, width + 8, 17);
  context.globalAlpha = 1;
  context.fillStyle = look.text2;
  context.fillText(words, room.width - width - 8, 17);
}

/** Shows the newest curve. */
export function createCurvePainter(): Painter {
  let newest: Curve | undefined;
  let range: Range | undefined;
  return {
    take(sample) {
      if (sample.kind !== 'curve') return;
      range = rangeOf(sample, newest?.unit === sample.unit ? range : undefined);
      newest = sample;
    },
    paint(canvas, room, look) {
      const context = roomContext(canvas, room);
      if (newest && range) drawCurve(context, newest, { range, room, look });
    },
  };
}
