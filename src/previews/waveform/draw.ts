import { type Look, type Painter, type Room, roomContext } from '#previews/painter.ts';
import { MAX_PREVIEW, type Sample } from '#previews/sample.ts';

/** The newest columns of a waveform, oldest first; as many as the sampler was given room for. */
export interface WaveformHistory {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Silence of `columns` columns. */
export function createHistory(columns: number): WaveformHistory {
  return { low: new Float32Array(columns), high: new Float32Array(columns) };
}

/** Scrolls the history to the left and writes the sample's columns at its right end. */
export function scroll(
  history: WaveformHistory,
  sample: Extract<Sample, { readonly kind: 'waveform' }>,
): void {
  append(history.low, sample.low);
  append(history.high, sample.high);
}

function append(line: Float32Array, values: Float32Array): void {
  const fresh = values.subarray(Math.max(0, values.length - line.length));
  line.copyWithin(0, fresh.length);
  line.set(fresh, line.length - fresh.length);
}

/** Draws the history over the whole width, full scale a little short of the borders. */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  { low, high }: WaveformHistory,
  room: Room,
  look: Look,
): void {
  const middle = room.height / 2;
  const full = middle - 3;
  const step = room.width / low.length;
  const y = (value: number): number => middle - Math.max(-1, Math.min(1, value)) * full;
  context.fillStyle = look.line;
  context.fillRect(0, middle - 0.5, room.width, 1);
  context.fillStyle = look.type;
  context.beginPath();
  for (let i = 0; i < low.length; i++) {
    const top = y(high[i]!);
    // Silence is the middle line alone; the quietest sound is one pixel high.
    const height = Math.max(y(low[i]!) - top, high[i] === low[i] ? 0 : 1);
    context.rect(i * step, top, step, height);
  }
  context.fill();
}

/** Shows about three seconds of sound that scroll by. `width` is what the sampler was asked for. */
export function createWaveformPainter({ width }: { readonly width: number }): Painter {
  const history = createHistory(Math.max(1, Math.min(width, MAX_PREVIEW.width)));
  return {
    take(sample) {
      if (sample.kind === 'waveform') scroll(history, sample);
    },
    paint(canvas, room, look) {
      drawWaveform(roomContext(canvas, room), history, room, look);
    },
  };
}
