import { rgbToYuv } from '#stream/colour.ts';
import type { Frame } from '#stream/payload.ts';
import font from '#vendor/dejavu/letters.json';

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Coverage of pixels, 0 to 255, row by row; `left` and `top` in pixels of the frame. */
interface Mask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly coverage: Uint8Array;
}

/** Writes text of one size, in pixels to the em, onto frames; keeps its letters once they were scaled. */
export interface Lettering {
  readonly size: number;
  /** How wide a text is, in pixels. */
  measure(text: string): number;
  /** Writes from `x` on, on the baseline `y`, into a writable frame. What lies outside is left out. */
  write(frame: Frame, text: string, x: number, y: number, colour: Rgb): void;
}

type Letter = (typeof font.letters)[number];

const letters = new Map<string, Letter>(font.letters.map((letter) => [letter.text, letter]));
/** For what the font lacks. */
const OTHER = letters.get('?')!;

/** Letters of DejaVu Sans Bold in one size. Without kerning. */
export function createLettering(size: number): Lettering {
  const scale = size / font.size;
  const masks = new Map<Letter, Omit<Mask, 'left' | 'top'>>();
  const maskOf = (letter: Letter): Omit<Mask, 'left' | 'top'> => {
    let mask = masks.get(letter);
    if (!mask) masks.set(letter, (mask = scaleLetter(letter, scale)));
    return mask;
  };
  return {
    size,
    measure(text) {
      let width = 0;
      for (const one of text) width += letterOf(one).advance * scale;
      return width;
    },
    write(frame, text, x, y, colour) {
      let at = x;
      for (const one of text) {
        const letter = letterOf(one);
        const left = Math.round(at + letter.x * scale);
        const top = Math.round(y + letter.y * scale);
        blend(frame, { ...maskOf(letter), left, top }, colour);
        at += letter.advance * scale;
      }
    },
  };
}

/** Lays an even colour over a rectangle of a writable frame; `opacity` from 0 to 255. */
export function shade(
  frame: Frame,
  { left, top, width, height }: Omit<Mask, 'coverage'>,
  colour: Rgb,
  opacity: number,
): void {
  const coverage = new Uint8Array(width * height).fill(opacity);
  blend(frame, { left, top, width, height, coverage }, colour);
}

function letterOf(text: string): Letter {
  return letters.get(text) ?? OTHER;
}

/** Each pixel is the mean of the dots under it, at nine points, between which dots are interpolated. */
function scaleLetter(letter: Letter, scale: number): Omit<Mask, 'left' | 'top'> {
  const width = Math.ceil(letter.width * scale);
  const height = Math.ceil(letter.height * scale);
  const coverage = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let part = 0; part < 9; part++) {
        const u = (x + ((part % 3) + 0.5) / 3) / scale - 0.5;
        const v = (y + (Math.floor(part / 3) + 0.5) / 3) / scale - 0.5;
        sum += between(letter, u, v);
      }
      coverage[y * width + x] = Math.round(sum * (255 / 15 / 9));
    }
  }
  return { width, height, coverage };
}

/** Coverage between four dots, 0 to 15. */
function between(letter: Letter, u: number, v: number): number {
  const x = Math.floor(u);
  const y = Math.floor(v);
  const right = u - x;
  const down = v - y;
  const above = dotOf(letter, x, y) * (1 - right) + dotOf(letter, x + 1, y) * right;
  const below = dotOf(letter, x, y + 1) * (1 - right) + dotOf(letter, x + 1, y + 1) * right;
  return above * (1 - down) + below * down;
}

function dotOf({ width, height, dots }: Letter, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return 0;
  return Number.parseInt(dots[y * width + x]!, 16);
}

/** Mixes a colour into a frame by coverage. Chroma of I420 takes a quarter from each of its four pixels. */
function blend(frame: Frame, mask: Mask, [red, green, blue]: Rgb): void {
  const isRgba = frame.format === 'RGBA';
  const yuv = rgbToYuv(red, green, blue, frame.colour);
  const ink = isRgba ? [red, green, blue] : [yuv & 255, (yuv >> 8) & 255, yuv >> 16];
  const [plane, u, v] = frame.planes;
  const [stride, uStride, vStride] = frame.strides;
  for (let row = 0; row < mask.height; row++) {
    const y = mask.top + row;
    if (y < 0 || y >= frame.height) continue;
    for (let column = 0; column < mask.width; column++) {
      const x = mask.left + column;
      const cover = mask.coverage[row * mask.width + column]!;
      if (cover === 0 || x < 0 || x >= frame.width) continue;
      if (isRgba) {
        const at = y * stride! + 4 * x;
        for (let c = 0; c < 3; c++) plane![at + c] = mixed(plane![at + c]!, ink[c]!, cover / 255);
        continue;
      }
      const at = y * stride! + x;
      plane![at] = mixed(plane![at]!, ink[0]!, cover / 255);
      if (!u || !v) continue;
      const uAt = (y >> 1) * uStride! + (x >> 1);
      const vAt = (y >> 1) * vStride! + (x >> 1);
      u[uAt] = mixed(u[uAt]!, ink[1]!, cover / 765);
      v[vAt] = mixed(v[vAt]!, ink[2]!, cover / 765);
    }
  }
}

function mixed(from: number, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}
