import { cos, sin } from '#base/trigonometry.ts';
import { halfUp } from '#stream/frames.ts';
import type { Bytes, Frame } from '#stream/payload.ts';
import { drawDisc } from './drawDisc.ts';

/** What is drawn, and which noise. */
export interface PatternChoice {
  readonly pattern: 'bars' | 'gradient' | 'checkerboard' | 'noise';
  readonly seed: number;
}

/** One colour as limited-range Y, Cb, Cr. */
export type Ycc = readonly [y: number, cb: number, cr: number];

/**
 * Colour bars of 75 % amplitude from left to right: white, yellow, cyan, green, magenta, red, blue.
 * Limited-range values of ITU-R BT.601-7 item 2.5 and BT.709-6 item 4, as SMPTE EG 1 and RP 219 use them.
 */
export const BARS: Readonly<Record<'bt601' | 'bt709', readonly Ycc[]>> = {
  bt601: [
    [180, 128, 128],
    [162, 44, 142],
    [131, 156, 44],
    [112, 72, 58],
    [84, 184, 198],
    [65, 100, 212],
    [35, 212, 114],
  ],
  bt709: [
    [180, 128, 128],
    [168, 44, 136],
    [145, 147, 44],
    [133, 63, 52],
    [63, 193, 204],
    [51, 109, 212],
    [28, 212, 120],
  ],
};

const BLACK = 16;
const WHITE = 235;

/**
 * Fills every sample of a limited-range I420 frame. `phase` is the pattern's own time in seconds: a frame
 * depends on it, on the choice and on the frame's shape alone.
 */
export function drawPattern(frame: Frame, phase: number, choice: PatternChoice): void {
  switch (choice.pattern) {
    case 'bars':
      return drawBars(frame, phase);
    case 'gradient':
      return drawGradient(frame, phase);
    case 'checkerboard':
      return drawCheckerboard(frame, phase);
    case 'noise':
      return drawNoise(frame, phase, choice.seed);
  }
}

/** Rows where the grey ramp and the ruler begin, both even so that no chroma row is shared. */
export function bands(height: number): { readonly ramp: number; readonly ruler: number } {
  const even = (share: number): number => 2 * Math.round((height * share) / 2);
  return { ramp: even(0.7), ruler: even(0.85) };
}

function drawBars(frame: Frame, phase: number): void {
  const { width, height } = frame;
  const [luma, cb, cr] = frame.planes as readonly [Bytes, Bytes, Bytes];
  const bars = BARS[frame.colour.matrix];
  const { ramp, ruler } = bands(height);
  const chromaWidth = halfUp(width);
  for (let x = 0; x < width; x++) {
    luma[x] = bars[Math.floor((x * bars.length) / width)]![0];
    luma[ramp * width + x] = BLACK + Math.round(((WHITE - BLACK) * x) / (width - 1));
  }
  for (let x = 0; x < chromaWidth; x++) {
    const bar = bars[Math.floor((2 * x * bars.length) / width)]!;
    cb[x] = bar[1];
    cr[x] = bar[2];
  }
  drawRulerRows(luma, width, phase, ruler, height);
  repeatRow(luma, width, 0, ramp);
  repeatRow(luma, width, ramp, ruler);
  repeatRow(cb, chromaWidth, 0, ramp / 2);
  repeatRow(cr, chromaWidth, 0, ramp / 2);
  cb.fill(128, (ramp / 2) * chromaWidth);
  cr.fill(128, (ramp / 2) * chromaWidth);
  drawDisc(frame, phase, ramp);
}

/** White ticks on black that run to the left, one interval a second; every fifth reaches the bottom. */
function drawRulerRows(luma: Bytes, width: number, phase: number, from: number, to: number): void {
  const major = from + 1;
  if (to <= from) return;
  const interval = Math.max(4, width / 20);
  const thickness = Math.max(1, width / 320);
  luma.fill(BLACK, from * width, Math.min(to, from + 2) * width);
  const first = Math.floor(phase);
  for (let tick = first; (tick - phase) * interval < width; tick++) {
    drawTick(luma, from * width, width, (tick - phase) * interval, thickness);
    if (tick % 5 === 0 && major < to) {
      drawTick(luma, major * width, width, (tick - phase) * interval, thickness);
    }
  }
  const shortEnd = from + Math.max(1, Math.round((to - from) * 0.5));
  if (major >= to) return;
  repeatRow(luma, width, major, to, shortEnd);
  repeatRow(luma, width, from, shortEnd);
}

/** A bar over the fractional columns `start` to `start + thickness`, its edges weighted by what they cover. */
function drawTick(luma: Bytes, row: number, width: number, start: number, thickness: number): void {
  const end = start + thickness;
  for (let x = Math.max(0, Math.floor(start)); x < Math.min(width, end); x++) {
    const cover = Math.min(end, x + 1) - Math.max(start, x);
    luma[row + x] = BLACK + Math.round((WHITE - BLACK) * cover);
  }
}

/** Copies row `source` to the rows `from` (the next one, if not said) up to `to`. */
function repeatRow(
  plane: Bytes,
  stride: number,
  source: number,
  to: number,
  from: number = source + 1,
): void {
  const start = source * stride;
  for (let y = from; y < to; y++) plane.copyWithin(y * stride, start, start + stride);
}

/** Brighter towards the bottom; the hue runs from left to right, once round in eight seconds. */
function drawGradient(frame: Frame, phase: number): void {
  const { width, height } = frame;
  const [luma, cb, cr] = frame.planes as readonly [Bytes, Bytes, Bytes];
  const chromaWidth = halfUp(width);
  const chromaHeight = halfUp(height);
  for (let y = 0; y < height; y++) {
    luma.fill(60 + Math.round((130 * y) / (height - 1)), y * width, (y + 1) * width);
  }
  for (let x = 0; x < chromaWidth; x++) {
    const angle = 2 * Math.PI * (x / chromaWidth - phase / 8);
    cb[x] = 128 + Math.round(56 * cos(angle));
    cr[x] = 128 + Math.round(56 * sin(angle));
  }
  repeatRow(cb, chromaWidth, 0, chromaHeight);
  repeatRow(cr, chromaWidth, 0, chromaHeight);
}

/** Black and white squares, nine to the height, that run to the lower right, one square a second. */
function drawCheckerboard(frame: Frame, phase: number): void {
  const { width, height } = frame;
  const [luma, cb, cr] = frame.planes as readonly [Bytes, Bytes, Bytes];
  const side = Math.max(2, Math.round(height / 9));
  const shift = Math.round(phase * side) % (2 * side);
  const isWhite = (at: number): boolean => Math.floor((at - shift) / side) % 2 === 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const even = isWhite(y);
    for (let x = 0; x < width; x++) luma[row + x] = isWhite(x) === even ? WHITE : BLACK;
  }
  cb.fill(128);
  cr.fill(128);
}

/** Grey noise, uniform over the limited range; xorshift32 (Marsaglia 2003) started by seed and phase. */
function drawNoise(frame: Frame, phase: number, seed: number): void {
  const [luma, cb, cr] = frame.planes as readonly [Bytes, Bytes, Bytes];
  const step = Math.round(phase * 1e6);
  let state = scramble(scramble(seed + 1) ^ (step >>> 0) ^ Math.floor(step / 2 ** 32)) | 1;
  for (let i = 0; i < luma.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    luma[i] = BLACK + (((state >>> 16) * (WHITE - BLACK + 1)) >>> 16);
  }
  cb.fill(128);
  cr.fill(128);
}

/** Spreads neighbouring numbers over all 32 bits (the finaliser of MurmurHash3). */
function scramble(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
