/** From black over violet, red and orange to near white: lightness rises all the way. */
const STOPS = [
  [0, 0, 0],
  [46, 14, 92],
  [138, 28, 106],
  [221, 73, 60],
  [252, 168, 53],
  [252, 255, 205],
] as const;

/** 256 colours as RGBA bytes, opaque, the darkest first. */
export function createPalette(): Uint8Array {
  const colours = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (STOPS.length - 1);
    const below = Math.min(STOPS.length - 2, Math.floor(at));
    for (let c = 0; c < 3; c++) {
      const [from, to] = [STOPS[below]![c]!, STOPS[below + 1]![c]!];
      colours[i * 4 + c] = Math.round(from + (to - from) * (at - below));
    }
    colours[i * 4 + 3] = 255;
  }
  return colours;
}
