import type { Bytes } from '#stream/payload.ts';

/** One picture of a GIF: where it lies on the screen, its colours, and what becomes of it. */
export interface GifFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  /** Red, green and blue of each colour. */
  readonly palette: Bytes;
  /** The colour that leaves what was there, if one does. */
  readonly transparent: number | undefined;
  /** What is done with it before the next one: 2 clears its place, 3 brings back what was there; else it stays. */
  readonly disposal: number;
  /** How long it is shown, in hundredths of a second, as it is said. */
  readonly delay: number;
  /** Its pixels as LZW packs them, without the lengths of the blocks. */
  readonly packed: Bytes;
  /** Bits of a pixel before packing. */
  readonly bits: number;
}

/** A GIF taken apart, its pixels still packed. */
export interface Gif {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly GifFrame[];
}

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const CONTROL = 0xf9;

/** What a control extension says of the picture behind it (GIF89a, 23). */
interface Control {
  readonly transparent: number | undefined;
  readonly disposal: number;
  readonly delay: number;
}

const NO_CONTROL: Control = { transparent: undefined, disposal: 0, delay: 0 };

/**
 * Takes a GIF apart. Throws an `Error` whose message says what is wrong, as part of a sentence: a picture that is
 * cut off is not shown in part, but the last byte of the file may be missing, as with many.
 */
export function readGif(bytes: Bytes): Gif {
  const reader = new Reader(bytes, 6);
  const [width, height, flags] = [reader.short(), reader.short(), reader.byte()];
  reader.skip(2);
  const common = flags & 0x80 ? reader.palette(flags) : undefined;
  const frames: GifFrame[] = [];
  let control = NO_CONTROL;
  while (!reader.done || frames.length === 0) {
    const kind = reader.byte();
    if (kind === TRAILER) break;
    if (kind === EXTENSION) {
      const label = reader.byte();
      const data = reader.blocks();
      if (label === CONTROL && data.length >= 4) control = controlOf(data);
    } else if (kind === IMAGE) {
      frames.push(readFrame(reader, common, control));
      control = NO_CONTROL;
    } else if (kind !== 0) throw new Error(`it has a block ${kind}, of which nothing is known`);
  }
  const [first] = frames;
  if (!first) throw new Error('it has no picture in it');
  // Some programs leave the size of the screen out.
  return {
    width: width || first.left + first.width,
    height: height || first.top + first.height,
    frames,
  };
}

function controlOf(data: Bytes): Control {
  const flags = data[0]!;
  return {
    transparent: flags & 1 ? data[3]! : undefined,
    disposal: (flags >> 2) & 7,
    delay: data[1]! | (data[2]! << 8),
  };
}

function readFrame(reader: Reader, common: Bytes | undefined, control: Control): GifFrame {
  const [left, top, width, height] = [
    reader.short(),
    reader.short(),
    reader.short(),
    reader.short(),
  ];
  const flags = reader.byte();
  const palette = flags & 0x80 ? reader.palette(flags) : common;
  if (!palette) throw new Error('it has a picture without colours');
  const interlaced = (flags & 0x40) !== 0;
  const bits = reader.byte();
  if (bits < 1 || bits > 11) throw new Error(`it has pixels of ${bits} bits`);
  const packed = reader.blocks();
  return { left, top, width, height, interlaced, palette, ...control, packed, bits };
}

/** Reads on from a place. Every method throws once the file has ended. */
class Reader {
  readonly #bytes: Bytes;
  #at: number;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  short(): number {
    const [low, high] = this.take(2);
    return low! | (high! << 8);
  }

  skip(count: number): void {
    this.take(count);
  }

  palette(flags: number): Bytes {
    return this.take(3 * 2 ** ((flags & 7) + 1));
  }

  /** What the blocks up to an empty one hold. */
  blocks(): Bytes {
    const start = this.#at;
    let total = 0;
    for (let size = this.byte(); size > 0; size = this.byte()) {
      total += size;
      this.skip(size);
    }
    const data = new Uint8Array(total);
    for (let at = start, to = 0; to < total; at += this.#bytes[at]! + 1) {
      const block = this.#bytes.subarray(at + 1, at + 1 + this.#bytes[at]!);
      data.set(block, to);
      to += block.length;
    }
    return data;
  }

  take(count: number): Bytes {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new Error('it ends before the picture does');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
