import { type Lettering, type Rgb, shade } from '#operators/speech/_shared/lettering.ts';
import type { Frame } from '#stream/payload.ts';
import type { CaptionLine } from './captionAt.ts';

/** How captions look. */
export interface CaptionStyle {
  /** Colour of the word that is being said. */
  readonly highlight: Rgb;
  readonly place: 'bottom' | 'top';
}

const FINAL: Rgb = [255, 255, 255];
/** Words that may still change. */
const PARTIAL: Rgb = [190, 195, 200];
const BACKING: Rgb = [0, 0, 0];
const BACKING_OPACITY = 150;

/** From one baseline to the next, in ems. */
const PITCH = 1.35;
/** Of a line, above the baseline, in ems. */
const ASCENT = 1;
/** Of the backing beside the words, in ems. */
const PADDING = 0.35;

/** Writes lines in the middle of a writable frame, each on a dark bar, an em off the edge. */
export function drawCaption(
  frame: Frame,
  lines: readonly CaptionLine[],
  letters: Lettering,
  { highlight, place }: CaptionStyle,
): void {
  const { size } = letters;
  const height = Math.round(PITCH * size);
  const top =
    place === 'top'
      ? Math.round(size / 2)
      : frame.height - Math.round(size / 2) - height * lines.length;
  lines.forEach(({ words, width }, index) => {
    const left = Math.round((frame.width - width) / 2);
    const above = top + index * height;
    const margin = Math.round(PADDING * size);
    shade(
      frame,
      { left: left - margin, top: above, width: Math.ceil(width) + 2 * margin, height },
      BACKING,
      BACKING_OPACITY,
    );
    for (const { text, x, spoken, final } of words) {
      const colour = spoken ? highlight : final ? FINAL : PARTIAL;
      letters.write(frame, text, left + x, above + Math.round(ASCENT * size), colour);
    }
  });
}
