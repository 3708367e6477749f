import type { Colour } from '#stream/payload.ts';

/** What is done to levels: `brightness` in percent of the way from black to white, `contrast` a factor. */
export interface Adjustment {
  readonly brightness: number;
  readonly contrast: number;
}

/**
 * The new sample for each of 256 old ones: value v, 0 black to 1 white, becomes
 * `(v − ½) · contrast + ½ + brightness / 100`, clamped to black and white of the range.
 */
export function levelTable(
  { brightness, contrast }: Adjustment,
  range: Colour['range'],
): Uint8Array {
  const [black, white] = range === 'full' ? [0, 255] : [16, 235];
  return Uint8Array.from({ length: 256 }, (_, sample) => {
    const value = (sample - black) / (white - black);
    const changed = (value - 0.5) * contrast + 0.5 + brightness / 100;
    return Math.round(black + (white - black) * Math.min(Math.max(changed, 0), 1));
  });
}

/** The new chroma sample for each old one: its distance from 128 times `saturation`, clamped to the range. */
export function chromaTable(saturation: number, range: Colour['range']): Uint8Array {
  const [low, high] = range === 'full' ? [0, 255] : [16, 240];
  return Uint8Array.from({ length: 256 }, (_, sample) =>
    Math.round(Math.min(Math.max(128 + (sample - 128) * saturation, low), high)),
  );
}
