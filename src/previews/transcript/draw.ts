import { type Look, type Painter, type Room, roomContext } from '#previews/painter.ts';
import type { Transcript } from '#stream/payload.ts';

/** Utterances a preview remembers: more than fit in the largest one. */
const MOST = 12;
const MARGIN = 8;

/** One word on its line. */
export interface LaidWord {
  readonly text: string;
  /** From the left edge of the text, in CSS pixels. */
  readonly x: number;
  readonly final: boolean;
  readonly marked: boolean;
}

/** The utterances with newer ones taken in: one with a known id replaces it. A new stream begins at 0 again. */
export function revise(
  known: readonly Transcript[],
  newer: readonly Transcript[],
): readonly Transcript[] {
  let all = known;
  for (const one of newer) {
    const last = all.at(-1)?.id ?? -1;
    if (one.id < last) all = all.filter(({ id }) => id < one.id);
    all = [...all.filter(({ id }) => id !== one.id), one];
  }
  return all.slice(-MOST);
}

/** Words broken into lines of at most `width`; every utterance begins a line. `measure` gives a word's width. */
export function layLines(
  utterances: readonly Transcript[],
  width: number,
  measure: (text: string) => number,
): readonly (readonly LaidWord[])[] {
  const space = measure(' ');
  return utterances.flatMap(({ words, final }) => {
    const lines: LaidWord[][] = [];
    let x = Infinity;
    for (const { text, marked = false } of words) {
      const wide = measure(text);
      if (x + wide > width) {
        lines.push([]);
        x = 0;
      }
      lines.at(-1)!.push({ text, x, final, marked });
      x += wide + space;
    }
    return lines;
  });
}

/** Draws the last lines that fit, the newest at the bottom: what is final bright, what may yet change dim, what was looked for in colour. */
export function drawTranscript(
  context: CanvasRenderingContext2D,
  utterances: readonly Transcript[],
  room: Room,
  look: Look,
): void {
  const size = room.height > 100 ? 15 : 12;
  const pitch = Math.round(size * 1.4);
  context.font = `${size}px ${look.font}`;
  context.textBaseline = 'alphabetic';
  const lines = layLines(
    utterances,
    room.width - 2 * MARGIN,
    (text) => context.measureText(text).width,
  );
  const shown = lines.slice(-Math.max(1, Math.floor((room.height - MARGIN) / pitch)));
  shown.forEach((line, i) => {
    const y = room.height - MARGIN - (shown.length - 1 - i) * pitch;
    for (const { text, x, final, marked } of line) {
      context.fillStyle = marked ? look.type : final ? look.text1 : look.text3;
      context.fillText(text, MARGIN + x, y);
    }
  });
}

/** Shows what was said, the last lines of it. */
export function createTranscriptPainter(): Painter {
  let utterances: readonly Transcript[] = [];
  return {
    take(sample) {
      if (sample.kind === 'transcript') utterances = revise(utterances, sample.items);
    },
    paint(canvas, room, look) {
      drawTranscript(roomContext(canvas, room), utterances, room, look);
    },
  };
}
