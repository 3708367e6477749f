import type { Bytes } from '#stream/payload.ts';

/** Where a colour lies in a pixel: its lowest bit, and its largest value. */
export interface Mask {
  readonly shift: number;
  readonly most: number;
}

/** What a BMP says before its pixels. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** True if the first row is that at the top. */
  readonly topDown: boolean;
  /** Of a pixel: 1, 2, 4, 8, 16, 24 or 32. */
  readonly bits: number;
  /** True if equal pixels are packed into runs. */
  readonly runs: boolean;
  /** Where the pixels begin. */
  readonly offset: number;
  /** Red, green and blue of each colour, for 8 bits and less. */
  readonly palette: Bytes;
  readonly masks: Readonly<Record<'red' | 'green' | 'blue', Mask>> & { readonly alpha?: Mask };
}

/** Why a file can't be read that is cut off, as part of a sentence. */
export const TOO_SHORT = 'it ends before the picture does';

/** Lengths of headers: OS/2 1 has one of its own, all others begin like that of Windows 3. */
const OS2 = 12;
const WINDOWS_3 = 40;
/** Headers of that length and more hold the masks, and a fourth from the second on. */
const WITH_MASKS = 52;
const WITH_ALPHA = 56;
const HEADERS = new Set([OS2, 16, WINDOWS_3, WITH_MASKS, WITH_ALPHA, 64, 108, 124]);

const PLAIN = 0;
const RUNS_OF_8 = 1;
const RUNS_OF_4 = 2;
const MASKS = 3;
const MASKS_WITH_ALPHA = 6;

/** Reads the two headers and the palette (Windows GDI, BITMAPINFOHEADER). Throws an `Error` whose message is part of a sentence. */
export function bmpHeader(bytes: Bytes): BmpHeader {
  if (bytes.length < 26) throw new Error(TOO_SHORT);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(14, true);
  if (!HEADERS.has(length)) throw new Error(`its header has ${length} bytes, as none has`);
  if (bytes.length < 14 + length) throw new Error(TOO_SHORT);
  const isOs2 = length === OS2;
  const width = isOs2 ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isOs2 ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isOs2 ? 24 : 28, true);
  const packing = length < WINDOWS_3 ? PLAIN : view.getUint32(30, true);
  if (width < 1 || height === 0) throw new Error(`it has ${width} × ${height} pixels`);
  if (!fits(packing, bits)) {
    throw new Error(`it packs ${bits} bits a pixel in way ${packing}, which can't be read here`);
  }
  const masked = packing === MASKS || packing === MASKS_WITH_ALPHA;
  const [inside, count] = [length >= WITH_MASKS && length !== 64, packing === MASKS ? 3 : 4];
  const masks = masked ? readMasks(view, count, length) : plainMasks(bits);
  const paletteAt = 14 + length + (masked && !inside ? count * 4 : 0);
  return {
    width,
    height: Math.abs(height),
    topDown: height < 0,
    bits,
    runs: packing === RUNS_OF_8 || packing === RUNS_OF_4,
    offset: view.getUint32(10, true),
    palette: bits > 8 ? new Uint8Array(0) : readPalette(bytes, view, paletteAt, isOs2, bits),
    masks,
  };
}

function fits(packing: number, bits: number): boolean {
  switch (packing) {
    case PLAIN:
      return [1, 2, 4, 8, 16, 24, 32].includes(bits);
    case RUNS_OF_8:
      return bits === 8;
    case RUNS_OF_4:
      return bits === 4;
    case MASKS:
    case MASKS_WITH_ALPHA:
      return bits === 16 || bits === 32;
    default:
      return false;
  }
}

/** They come at one place, within the header or behind it. */
function readMasks(view: DataView, count: number, length: number): BmpHeader['masks'] {
  const at = 14 + WINDOWS_3;
  const words = length >= WITH_ALPHA && length !== 64 ? 4 : count;
  if (view.byteLength < at + words * 4) throw new Error(TOO_SHORT);
  const [red, green, blue, alpha] = Array.from({ length: words }, (_, i) =>
    maskOf(view.getUint32(at + i * 4, true)),
  );
  return { red: red!, green: green!, blue: blue!, ...(alpha && alpha.most > 0 && { alpha }) };
}

function plainMasks(bits: number): BmpHeader['masks'] {
  const [red, green, blue] =
    bits === 16 ? [0x7c00, 0x3e0, 0x1f] : ([0xff0000, 0xff00, 0xff] as const);
  return { red: maskOf(red), green: maskOf(green), blue: maskOf(blue) };
}

function maskOf(word: number): Mask {
  if (word === 0) return { shift: 0, most: 0 };
  const shift = 31 - Math.clz32(word & -word);
  return { shift, most: word >>> shift };
}

/** Blue comes first, and but for OS/2 a fourth byte without meaning. As many as are there before the pixels. */
function readPalette(
  bytes: Bytes,
  view: DataView,
  at: number,
  isOs2: boolean,
  bits: number,
): Bytes {
  const size = isOs2 ? 3 : 4;
  const said = isOs2 || view.getUint32(14, true) < WINDOWS_3 ? 0 : view.getUint32(46, true);
  const room = Math.floor((Math.min(view.getUint32(10, true), bytes.length) - at) / size);
  const count = Math.max(0, Math.min(said || 1 << bits, 1 << bits, room));
  const palette = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) palette[i * 3 + c] = bytes[at + i * size + 2 - c]!;
  }
  return palette;
}
