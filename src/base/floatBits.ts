const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** The word with sign, exponent and the 20 highest bits of the fraction. Every machine that runs this is little-endian. */
export function highWord(x: number): number {
  float[0] = x;
  return words[1]!;
}

/** The same number with another high word. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[1] = high;
  return float[0];
}

/** The number without the lower 32 bits of its fraction: products of two such are exact. */
export function withoutLowWord(x: number): number {
  float[0] = x;
  words[0] = 0;
  return float[0];
}

/** `x · 2 ** n` for a whole `n` from −2200 to 2200, rounded once. */
export function scaled(x: number, n: number): number {
  if (n > 1023) return scaled(x * TOP, n - 1023);
  // One step of 53 bits less keeps the factor normal, so that only the last product rounds.
  if (n < -1022) return scaled(x * BOTTOM, n + 969);
  return x * withHighWord(0, (n + 1023) << 20);
}

const TOP = withHighWord(0, 2046 << 20);
const BOTTOM = withHighWord(0, (1023 - 969) << 20);

/** A positive, finite number as `fraction · 2 ** exponent`, the fraction from 1 to below 2. */
export function split(x: number): { readonly fraction: number; readonly exponent: number } {
  const isTiny = x < Number.MIN_VALUE * 2 ** 52;
  const normal = isTiny ? x * 2 ** 54 : x;
  const high = highWord(normal);
  return {
    fraction: withHighWord(normal, (high & 0xfffff) | 0x3ff00000),
    exponent: (high >>> 20) - 1023 - (isTiny ? 54 : 0),
  };
}
