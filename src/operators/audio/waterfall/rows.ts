import { power } from '#base/power.ts';

/** Rows of a picture from bins of a spectrum. */
export interface Rows {
  /** First and last bin of row y, 0 at the top; they are the same where a row is narrower than a bin. */
  readonly first: Uint16Array;
  readonly last: Uint16Array;
}

/** Where a logarithmic scale begins, in Hz. */
export const LOWEST = 50;

/** The bins of each of `height` rows, of `size / 2 + 1` bins up to half the rate. */
export function createRows(
  scale: 'log' | 'linear',
  height: number,
  size: number,
  sampleRate: number,
): Rows {
  const top = sampleRate / 2;
  const edge = (row: number): number => {
    const share = (height - row) / height;
    return scale === 'linear' ? top * share : LOWEST * power(top / LOWEST, share);
  };
  const binOf = (frequency: number): number =>
    Math.min(size / 2, Math.round((frequency * size) / sampleRate));
  const first = new Uint16Array(height);
  const last = new Uint16Array(height);
  for (let y = 0; y < height; y++) {
    first[y] = binOf(edge(y + 1));
    last[y] = Math.max(first[y]!, binOf(edge(y)) - 1);
  }
  return { first, last };
}
