import type { TranscriptWord } from '#stream/payload.ts';

/** How subtitles are written. */
export type SubtitleFormat = 'srt' | 'vtt';

/** What is shown at once, from its first word to its last. */
export interface Cue {
  /** In µs of the file. */
  readonly start: number;
  readonly end: number;
  /** One or two. */
  readonly lines: readonly string[];
}

/** A cue shown shorter can't be read, in µs. */
const SHORTEST = 1_000_000;

/**
 * Words in cues of two lines of at most `length` characters. `origin` is time 0 of the file. A short cue
 * lasts on until the next one, a second at most.
 */
export function cuesOf(
  words: readonly TranscriptWord[],
  length: number,
  origin: number,
): readonly Cue[] {
  const lines: TranscriptWord[][] = [];
  let width = Infinity;
  for (const word of words) {
    width += 1 + word.text.length;
    if (width > length) {
      lines.push([]);
      width = word.text.length;
    }
    lines.at(-1)!.push(word);
  }
  const pairs = lines.flatMap((line, i) => (i % 2 === 0 ? [[line, lines[i + 1] ?? []]] : []));
  return pairs.map((pair, i) => {
    const all = pair.flat();
    const start = all[0]!.start - origin;
    const end = all.at(-1)!.end - origin;
    const next = pairs[i + 1]?.[0]?.[0];
    const latest = next ? next.start - origin : Infinity;
    return {
      start,
      end: Math.max(end, Math.min(start + SHORTEST, latest)),
      lines: pair
        .filter((line) => line.length > 0)
        .map((line) => line.map((w) => w.text).join(' ')),
    };
  });
}

/** What a file begins with (WebVTT, section 4.1). SRT has no header. */
export function fileHeader(format: SubtitleFormat): string {
  return format === 'vtt' ? 'WEBVTT\n\n' : '';
}

/** One cue with the empty line behind it; `number` counts from 1. */
export function cueText(
  { start, end, lines }: Cue,
  number: number,
  format: SubtitleFormat,
): string {
  const text = lines.map((line) => (format === 'vtt' ? escaped(line) : line)).join('\n');
  return `${number}\n${clock(start, format)} --> ${clock(end, format)}\n${text}\n\n`;
}

function clock(time: number, format: SubtitleFormat): string {
  const ms = Math.max(0, Math.round(time / 1000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const mark = format === 'srt' ? ',' : '.';
  const rest = String(ms % 1000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${mark}${rest}`;
}

/** WebVTT, section 4.2.2: a text span has no `&`, `<` or `>` of its own. */
function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
