import { figure } from '#base/figures.ts';
import { type Look, type Painter, type Room, roomContext } from '#previews/painter.ts';

/** How many values the sparkline shows: one every 2 px of a node. */
const MOST = 100;

/** What a number preview remembers. */
export interface NumberHistory {
  /** At most 100, newest last. */
  readonly values: readonly number[];
  /** Of the printed figure; chosen by the largest magnitude so far, so that it never jumps back. */
  readonly decimals: number;
}

/** The values at the bottom and at the top of a sparkline. */
export interface Span {
  readonly lowest: number;
  readonly highest: number;
}

/** Before the first value. */
export const noNumbers: NumberHistory = { values: [], decimals: 3 };

/** The history with values appended. */
export function remember(history: NumberHistory, values: Iterable<number>): NumberHistory {
  const all = [...history.values, ...values].slice(-MOST);
  const largest = Math.max(0, ...all.filter(Number.isFinite).map(Math.abs));
  const fitting = largest < 1 ? 3 : largest < 10 ? 2 : largest < 1000 ? 1 : 0;
  return { values: all, decimals: Math.min(history.decimals, fitting) };
}

/** Draws the newest value as a 24 px figure with its unit, over a line of those before it. */
export function drawNumber(
  context: CanvasRenderingContext2D,
  history: NumberHistory,
  { unit, room, look }: { readonly unit: string; readonly room: Room; readonly look: Look },
): void {
  const newest = history.values.at(-1);
  if (newest === undefined) return;
  drawSparkline(context, history, room, look);
  const text = figure(newest, history.decimals);
  context.textBaseline = 'alphabetic';
  context.fillStyle = look.text1;
  context.font = `24px ${look.font}`;
  context.fillText(text, 10, 30);
  const after = 10 + context.measureText(text).width + 5;
  context.fillStyle = look.text3;
  context.font = `12px ${look.font}`;
  context.fillText(unit, after, 30);
}

/**
 * What the sparkline spans: all values, but never less than ten of the smallest digit that is printed,
 * so that a steady value has a steady line. Undefined without a finite value.
 */
export function spanOf({ values, decimals }: NumberHistory): Span | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const lowest = Math.min(...finite);
  const highest = Math.max(...finite);
  const lacking = Math.max(0, 10 ** (1 - decimals) - (highest - lowest)) / 2;
  return { lowest: lowest - lacking, highest: highest + lacking };
}

function drawSparkline(
  context: CanvasRenderingContext2D,
  history: NumberHistory,
  room: Room,
  look: Look,
): void {
  const { values } = history;
  const span = spanOf(history);
  if (!span) return;
  const { lowest, highest } = span;
  const bottom = room.height - 3;
  // Below the figure, however high the preview is.
  const rise = Math.max(16, room.height - 52);
  const level = (value: number): number => {
    const share = (Math.max(lowest, Math.min(highest, value)) - lowest) / (highest - lowest);
    return bottom - share * rise;
  };
  const step = room.width / (MOST - 1);
  const start = room.width - (values.length - 1) * step;
  context.beginPath();
  values.forEach((value, i) => {
    // A value that is no number has no place on the line; the line goes on from the last one.
    if (!Number.isNaN(value)) context.lineTo(start + i * step, level(value));
  });
  context.strokeStyle = look.type;
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.stroke();
  context.lineTo(room.width, room.height);
  context.lineTo(start, room.height);
  context.closePath();
  context.globalAlpha = 0.18;
  context.fillStyle = look.type;
  context.fill();
  context.globalAlpha = 1;
}

/** Shows the newest number and how it went. */
export function createNumberPainter({ unit }: { readonly unit: string }): Painter {
  let history = noNumbers;
  return {
    take(sample) {
      if (sample.kind === 'number') history = remember(history, sample.values);
    },
    paint(canvas, room, look) {
      drawNumber(roomContext(canvas, room), history, { unit, room, look });
    },
  };
}
