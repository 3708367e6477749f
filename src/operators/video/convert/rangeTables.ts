import type { Colour } from '#stream/payload.ts';

/** What each sample of one range is in the other. */
export interface RangeTables {
  readonly luma: Uint8Array;
  readonly chroma: Uint8Array;
}

/**
 * Brightness spans 219 steps from 16 on in limited range and 255 from 0 on in full range, colour 224 and 255
 * about 128 (ITU-R BT.709-6, item 4.6; BT.2100-2, table 9). Rounded to nearest and clamped.
 */
export function rangeTables(from: Colour['range'], to: Colour['range']): RangeTables {
  const luma = steps(from).luma;
  const chroma = steps(from).chroma;
  const goal = steps(to);
  return {
    luma: table((y) => ((y - black(from)) / luma) * goal.luma + black(to)),
    chroma: table((c) => ((c - 128) / chroma) * goal.chroma + 128),
  };
}

function steps(range: Colour['range']): { readonly luma: number; readonly chroma: number } {
  return range === 'full' ? { luma: 255, chroma: 255 } : { luma: 219, chroma: 224 };
}

function black(range: Colour['range']): number {
  return range === 'full' ? 0 : 16;
}

function table(of: (sample: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, sample) =>
    Math.min(255, Math.max(0, Math.round(of(sample)))),
  );
}
