import type { Colour } from '#stream/payload.ts';

/** How two levels make one; names and formulas as in W3C Compositing and Blending Level 1, section 10. */
export type BlendMode = 'normal' | 'screen' | 'multiply' | 'add' | 'difference' | 'lighten';

/** The formula of each mode on levels of 0 to 1: `a` below, `b` on top. */
const FORMULAS: Readonly<Record<BlendMode, (a: number, b: number) => number>> = {
  normal: (_, b) => b,
  screen: (a, b) => a + b - a * b,
  multiply: (a, b) => a * b,
  add: (a, b) => Math.min(1, a + b),
  difference: (a, b) => Math.abs(a - b),
  lighten: (a, b) => Math.max(a, b),
};

/** Results for all pairs of bytes: level `a` under `b` gives entry `a << 8 | b`. 64 KiB, which a cache holds. */
export function blendTable(mode: BlendMode, amount: number): Uint8Array {
  const blend = blendOf(mode, amount);
  return tabulate((a, b) => 255 * blend(a / 255, b / 255));
}

/** True for modes whose result is a straight line in `a`: they treat luma as they treat red, green and blue. */
export function isAffine(mode: BlendMode): boolean {
  return mode === 'normal' || mode === 'screen' || mode === 'multiply';
}

/** Tables for an affine mode with a grey `b`: entry `code of a << 8 | level of b`, code values in `range`. */
export interface GrayOverTables {
  readonly luma: Uint8Array;
  readonly chroma: Uint8Array;
}

/** What a level of grey does to luma and chroma. With R' = m R + n for all three, Y' = m Y + n and C' = m C. */
export function grayOverTables(
  mode: BlendMode,
  amount: number,
  range: Colour['range'],
): GrayOverTables {
  const blend = blendOf(mode, amount);
  const [black, span] = range === 'full' ? [0, 255] : [16, 219];
  return {
    luma: tabulate((code, level) => black + span * blend((code - black) / span, level / 255)),
    chroma: tabulate((code, level) => {
      const slope = blend(1, level / 255) - blend(0, level / 255);
      return 128 + (code - 128) * slope;
    }),
  };
}

function blendOf(mode: BlendMode, amount: number): (a: number, b: number) => number {
  const formula = FORMULAS[mode];
  return (a, b) => a + amount * (formula(a, b) - a);
}

function tabulate(value: (a: number, b: number) => number): Uint8Array {
  const table = new Uint8Array(65_536);
  for (let a = 0; a < 256; a++) {
    for (let b = 0; b < 256; b++) {
      table[(a << 8) | b] = Math.min(255, Math.max(0, Math.round(value(a, b))));
    }
  }
  return table;
}
