import { halfUp } from './frames.ts';
import type { Colour, Frame } from './payload.ts';

/** Integer factors of one conversion, all times 2^16; sums stay below 2^31. */
interface ToRgb {
  readonly black: number;
  readonly luma: number;
  readonly redFromV: number;
  readonly greenFromU: number;
  readonly greenFromV: number;
  readonly blueFromU: number;
}

/** Weights of red, green and blue in luma, times 2^16; they sum to exactly 2^16. */
export interface LumaWeights {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

const ONE = 65_536;
const HALF = 32_768;

/** Kr and Kb: ITU-R BT.601-7, item 2.5.1, and BT.709-6, item 3.2. */
const KR_KB = {
  bt601: [0.299, 0.114],
  bt709: [0.2126, 0.0722],
} as const;

const WEIGHTS: Readonly<Record<Colour['matrix'], LumaWeights>> = {
  bt601: weightsOf('bt601'),
  bt709: weightsOf('bt709'),
};

/** The integer luma weights of a matrix. */
export function lumaWeights(matrix: Colour['matrix']): LumaWeights {
  return WEIGHTS[matrix];
}

/**
 * The level shown, 0 to 255, for each luma sample: itself in full range, `(Y − 16) · 255 / 219` rounded
 * to nearest and clamped in limited range. 256 entries; shared, not to be written.
 */
export function shownLevels(range: Colour['range']): Uint8Array {
  return range === 'full' ? FULL_LEVELS : LIMITED_LEVELS;
}

const FULL_LEVELS = Uint8Array.from({ length: 256 }, (_, y) => y);
const LIMITED_LEVELS = Uint8Array.from({ length: 256 }, (_, y) =>
  Math.round(Math.min(Math.max(((y - 16) * 255) / 219, 0), 255)),
);

/**
 * Writes the frame as packed RGBA, `out.length >= width * height * 4`. Chroma is repeated, not
 * interpolated. Exact to ±1 of ITU-R BT.601-7 / BT.709-6 in real numbers.
 */
export function frameToRgba(frame: Frame, out: Uint8Array | Uint8ClampedArray): void {
  const { width, height, format } = frame;
  const [plane] = frame.planes as [Uint8Array];
  const [stride] = frame.strides as [number];
  if (format === 'RGBA') {
    for (let y = 0; y < height; y++) {
      out.set(plane.subarray(y * stride, y * stride + width * 4), y * width * 4);
    }
  } else if (format === 'GRAY8') {
    const levels = shownLevels(frame.colour.range);
    for (let y = 0, at = 0; y < height; y++) {
      for (let i = y * stride, end = i + width; i < end; i++, at += 4) {
        const level = levels[plane[i]!]!;
        out[at] = level;
        out[at + 1] = level;
        out[at + 2] = level;
        out[at + 3] = 255;
      }
    }
  } else {
    i420ToRgba(frame, out);
  }
}

function i420ToRgba(frame: Frame, out: Uint8Array | Uint8ClampedArray): void {
  const { black, luma, redFromV, greenFromU, greenFromV, blueFromU } = toRgb(frame.colour);
  const [ys, us, vs] = frame.planes as [Uint8Array, Uint8Array, Uint8Array];
  const [yStride, uStride, vStride] = frame.strides as [number, number, number];
  for (let row = 0, at = 0; row < frame.height; row++) {
    const uRow = (row >> 1) * uStride;
    const vRow = (row >> 1) * vStride;
    for (let x = 0; x < frame.width; x++, at += 4) {
      const y = (ys[row * yStride + x]! - black) * luma + HALF;
      const u = us[uRow + (x >> 1)]! - 128;
      const v = vs[vRow + (x >> 1)]! - 128;
      out[at] = clamp((y + redFromV * v) >> 16);
      out[at + 1] = clamp((y - greenFromU * u - greenFromV * v) >> 16);
      out[at + 2] = clamp((y + blueFromU * u) >> 16);
      out[at + 3] = 255;
    }
  }
}

/** One YUV triple as RGB in the low 24 bits, `red | green << 8 | blue << 16`, ±1 of the real numbers. */
export function yuvToRgb(y: number, u: number, v: number, colour: Colour): number {
  const to = toRgb(colour);
  const luma = (y - to.black) * to.luma + HALF;
  const red = clamp((luma + to.redFromV * (v - 128)) >> 16);
  const green = clamp((luma - to.greenFromU * (u - 128) - to.greenFromV * (v - 128)) >> 16);
  const blue = clamp((luma + to.blueFromU * (u - 128)) >> 16);
  return red | (green << 8) | (blue << 16);
}

/** One RGB triple as YUV in the low 24 bits, `y | u << 8 | v << 16`, ±1 of the real numbers. */
export function rgbToYuv(red: number, green: number, blue: number, colour: Colour): number {
  const to = FROM_RGB[colour.matrix][colour.range];
  const y = (red * to.yr + green * to.yg + blue * to.yb + to.black) >> 16;
  const u = (blue * to.half - red * to.ur - green * to.ug + MIDDLE) >> 16;
  const v = (red * to.half - green * to.vg - blue * to.vb + MIDDLE) >> 16;
  return y | (clamp(u) << 8) | (clamp(v) << 16);
}

/**
 * Writes an RGBA frame into an I420 frame of the same size, in the colour of `out`. A chroma sample is
 * the mean of the pixels it covers; alpha is ignored.
 */
export function rgbaToI420(frame: Frame, out: Frame): void {
  const { width, height } = frame;
  const to = FROM_RGB[out.colour.matrix][out.colour.range];
  const [rgba] = frame.planes as [Uint8Array];
  const [stride] = frame.strides as [number];
  const [ys, us, vs] = out.planes as [Uint8Array, Uint8Array, Uint8Array];
  const [yStride, uStride, vStride] = out.strides as [number, number, number];
  for (let row = 0; row < height; row++) {
    for (let x = 0, at = row * stride; x < width; x++, at += 4) {
      const sum = rgba[at]! * to.yr + rgba[at + 1]! * to.yg + rgba[at + 2]! * to.yb;
      ys[row * yStride + x] = (sum + to.black) >> 16;
    }
  }
  for (let row = 0; row < halfUp(height); row++) {
    const top = row * 2 * stride;
    const bottom = Math.min(row * 2 + 1, height - 1) * stride;
    for (let x = 0; x < halfUp(width); x++) {
      const left = x * 8;
      const right = Math.min(x * 2 + 1, width - 1) * 4;
      const a = top + left;
      const b = top + right;
      const c = bottom + left;
      const d = bottom + right;
      const red = rgba[a]! + rgba[b]! + rgba[c]! + rgba[d]!;
      const green = rgba[a + 1]! + rgba[b + 1]! + rgba[c + 1]! + rgba[d + 1]!;
      const blue = rgba[a + 2]! + rgba[b + 2]! + rgba[c + 2]! + rgba[d + 2]!;
      // Four pixels at once: the sums are four times as large, so two more bits are shifted out.
      const u = (blue * to.half - red * to.ur - green * to.ug + MIDDLE * 4) >> 18;
      const v = (red * to.half - green * to.vg - blue * to.vb + MIDDLE * 4) >> 18;
      us[row * uStride + x] = clamp(u);
      vs[row * vStride + x] = clamp(v);
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function toRgb(colour: Colour): ToRgb {
  return TO_RGB[colour.matrix][colour.range];
}

function weightsOf(matrix: Colour['matrix']): LumaWeights {
  const [kr, kb] = KR_KB[matrix];
  const red = Math.round(kr * ONE);
  const blue = Math.round(kb * ONE);
  return { red, blue, green: ONE - red - blue };
}

function toRgbOf(matrix: Colour['matrix'], range: Colour['range']): ToRgb {
  const [kr, kb] = KR_KB[matrix];
  const kg = 1 - kr - kb;
  // Chroma spans 224 steps in limited range and luma 219; both 255 in full range.
  const chroma = (range === 'full' ? 1 : 255 / 224) * ONE;
  return {
    black: range === 'full' ? 0 : 16,
    luma: Math.round((range === 'full' ? 1 : 255 / 219) * ONE),
    redFromV: Math.round(2 * (1 - kr) * chroma),
    greenFromU: Math.round(((2 * (1 - kb) * kb) / kg) * chroma),
    greenFromV: Math.round(((2 * (1 - kr) * kr) / kg) * chroma),
    blueFromU: Math.round(2 * (1 - kb) * chroma),
  };
}

function fromRgbOf(matrix: Colour['matrix'], range: Colour['range']) {
  const { red, green, blue } = weightsOf(matrix);
  const luma = range === 'full' ? 1 : 219 / 255;
  const half = Math.round((range === 'full' ? 0.5 : 112 / 255) * ONE);
  const kb = blue / ONE;
  const kr = red / ONE;
  const ur = Math.round((half * kr) / (1 - kb));
  const vb = Math.round((half * kb) / (1 - kr));
  return {
    black: (range === 'full' ? 0 : 16 * ONE) + HALF,
    yr: Math.round(red * luma),
    yg: Math.round(green * luma),
    yb: Math.round(blue * luma),
    half,
    // The chroma weights sum to exactly zero, so that grey has none.
    ur,
    ug: half - ur,
    vb,
    vg: half - vb,
  };
}

const MIDDLE = 128 * ONE + HALF;

const TO_RGB = {
  bt601: { limited: toRgbOf('bt601', 'limited'), full: toRgbOf('bt601', 'full') },
  bt709: { limited: toRgbOf('bt709', 'limited'), full: toRgbOf('bt709', 'full') },
};

const FROM_RGB = {
  bt601: { limited: fromRgbOf('bt601', 'limited'), full: fromRgbOf('bt601', 'full') },
  bt709: { limited: fromRgbOf('bt709', 'limited'), full: fromRgbOf('bt709', 'full') },
};
