import type { Transcript, TranscriptWord } from '#stream/payload.ts';

/** One word of a caption, in pixels from the left edge of its line. */
export interface CaptionWord {
  readonly text: string;
  readonly x: number;
  /** True while it is being said. */
  readonly spoken: boolean;
  readonly final: boolean;
}

/** A line of a caption; `width` in pixels. */
export interface CaptionLine {
  readonly words: readonly CaptionWord[];
  readonly width: number;
}

/** How captions are laid out. */
export interface CaptionLayout {
  /** The longest line, in pixels. */
  readonly width: number;
  /** Lines shown at a time. */
  readonly lines: number;
  /** How long a final caption stays after its last word, in µs. */
  readonly linger: number;
  readonly measure: (text: string) => number;
}

/**
 * The caption at `time`: of the last utterance that had begun, the lines about the word that is said then. A
 * word counts as being said until the next begins; the last one until its end, or while more may follow it.
 * Empty where nothing is to be shown.
 */
export function captionAt(
  utterances: readonly Transcript[],
  time: number,
  layout: CaptionLayout,
): readonly CaptionLine[] {
  const current = utterances.findLast(({ words }) => words.length > 0 && words[0]!.start <= time);
  if (!current) return [];
  const { words, final } = current;
  const end = words.at(-1)!.end;
  if (final && time > end + layout.linger) return [];
  const newest = words.findLastIndex(({ start }) => start <= time);
  const isOver = final && newest === words.length - 1 && time >= end;
  const rows = breakLines(words, layout);
  const row = rows.findIndex(({ first, words: some }) => newest < first + some.length);
  const page = Math.floor(row / layout.lines) * layout.lines;
  return rows.slice(page, page + layout.lines).map(({ first, words: some, width }) => ({
    width,
    words: some.map(({ text, x }, i) => ({
      text,
      x,
      spoken: !isOver && first + i === newest,
      final,
    })),
  }));
}

interface Row {
  readonly first: number;
  readonly words: { readonly text: string; readonly x: number }[];
  width: number;
}

/** Words in lines of at most the width of the layout, unless one word alone is longer. */
function breakLines(
  words: readonly TranscriptWord[],
  { width, measure }: CaptionLayout,
): readonly Row[] {
  const space = measure(' ');
  const rows: Row[] = [];
  words.forEach(({ text }, index) => {
    const wide = measure(text);
    const last = rows.at(-1);
    if (last && last.width + space + wide <= width) {
      last.words.push({ text, x: last.width + space });
      last.width += space + wide;
    } else rows.push({ first: index, words: [{ text, x: 0 }], width: wide });
  });
  return rows;
}
