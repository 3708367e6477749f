import { log10 } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { createPalette } from './palette.ts';
import { LOWEST } from './rows.ts';

/** How a picture is laid out. */
export interface Layout {
  readonly scale: 'log' | 'linear';
  /** Of the sound, in Hz. */
  readonly sampleRate: number;
  /** Levels of the darkest and the brightest colour, in dBFS. */
  readonly floor: number;
  readonly ceiling: number;
}

/** The frequency at a height of the picture, 0 at the bottom to 1 at the top, in Hz. */
export function frequencyAt(share: number, { scale, sampleRate }: Layout): number {
  const top = sampleRate / 2;
  return scale === 'linear' ? top * share : LOWEST * power(top / LOWEST, share);
}

/** The height of a frequency, 0 to 1; outside of that it is not in the picture. */
export function heightOf(frequency: number, { scale, sampleRate }: Layout): number {
  const top = sampleRate / 2;
  return scale === 'linear' ? frequency / top : log10(frequency / LOWEST) / log10(top / LOWEST);
}

const colours = createPalette();

/** The level that a colour of the picture stands for, in dBFS: that of the nearest colour of the palette. */
export function levelOf(
  [red, green, blue]: readonly [number, number, number],
  { floor, ceiling }: Layout,
): number {
  let nearest = 0;
  let least = Infinity;
  for (let i = 0; i < 256; i++) {
    const off =
      Math.abs(colours[4 * i]! - red) +
      Math.abs(colours[4 * i + 1]! - green) +
      Math.abs(colours[4 * i + 2]! - blue);
    if (off >= least) continue;
    least = off;
    nearest = i;
  }
  return floor + ((ceiling - floor) * nearest) / 255;
}

/** Frequencies worth a label: round ones that are apart by a seventh of the height at least. */
export function labelledFrequencies(layout: Layout): readonly number[] {
  const round =
    layout.scale === 'log'
      ? [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]
      : [500, 1000, 2000, 4000, 6000, 8000, 10_000, 15_000, 20_000, 40_000, 60_000, 80_000];
  const shown: number[] = [];
  let last = 0;
  for (const frequency of round) {
    const height = heightOf(frequency, layout);
    if (height > 0.93 || height - last < 1 / 7) continue;
    shown.push(frequency);
    last = height;
  }
  return shown;
}

/** `440 Hz`, `2.5 kHz`. */
export function frequencyWords(hertz: number): string {
  if (hertz < 1000) return `${Math.round(hertz)} Hz`;
  const kilohertz = hertz / 1000;
  return `${Number(kilohertz.toFixed(kilohertz < 10 ? 2 : 1))} kHz`;
}
