import type { Bytes } from '#stream/payload.ts';
import type { Gif, GifFrame } from './gif.ts';
import { unpackLzw } from './unpackLzw.ts';

/** Rows of an interlaced picture come in four passes: from which, and how far apart (GIF89a, appendix E). */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

const CLEAR = 2;
const BRING_BACK = 3;

/** What is seen of a GIF, picture by picture. */
export class GifScreen {
  /** Packed RGBA; what no picture has covered is transparent. */
  readonly pixels: Bytes;
  readonly #gif: Gif;
  /** Each pixel as one number. */
  readonly #words: Uint32Array;
  #index = -1;
  #kept: Uint32Array | undefined;

  constructor(gif: Gif) {
    this.#gif = gif;
    this.pixels = new Uint8Array(gif.width * gif.height * 4);
    this.#words = new Uint32Array(this.pixels.buffer);
  }

  /** Draws the next picture; after the last one the first again, on an empty screen. Throws if it is corrupt. */
  next(): void {
    const { frames } = this.#gif;
    const old = frames[this.#index];
    this.#index = (this.#index + 1) % frames.length;
    const frame = frames[this.#index]!;
    if (this.#index === 0) this.#words.fill(0);
    else if (old?.disposal === CLEAR) this.#clear(old);
    else if (old?.disposal === BRING_BACK) this.#words.set(this.#kept!);
    if (frame.disposal === BRING_BACK) this.#kept = this.#words.slice();
    this.#draw(frame);
  }

  #clear({ left, top, width, height }: GifFrame): void {
    const screen = this.#gif;
    const right = Math.min(left + width, screen.width);
    for (let y = top; y < Math.min(top + height, screen.height); y++) {
      if (left < right) this.#words.fill(0, y * screen.width + left, y * screen.width + right);
    }
  }

  #draw(frame: GifFrame): void {
    const { left, top, width, height, transparent } = frame;
    const indices = unpackLzw(frame.packed, frame.bits, width * height);
    const colours = wordsOf(frame.palette);
    const rows = frame.interlaced ? interlacedRows(height) : undefined;
    const across = Math.min(width, this.#gif.width - left);
    for (let row = 0; row < height; row++) {
      const y = top + (rows ? rows[row]! : row);
      if (y >= this.#gif.height) continue;
      const to = y * this.#gif.width + left;
      for (let x = 0; x < across; x++) {
        const index = indices[row * width + x]!;
        // What the palette lacks leaves what was there, too.
        const colour = index === transparent ? undefined : colours[index];
        if (colour !== undefined) this.#words[to + x] = colour;
      }
    }
  }
}

/** Opaque colours in the order of bytes of this machine. */
function wordsOf(palette: Bytes): Uint32Array {
  const bytes = new Uint8Array((palette.length / 3) * 4).fill(255);
  for (let i = 0; i < palette.length / 3; i++) {
    bytes.set(palette.subarray(i * 3, i * 3 + 3), i * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** Where each row goes, in the order they come. */
function interlacedRows(height: number): readonly number[] {
  return PASSES.flatMap(([first, step]) =>
    Array.from(
      { length: Math.max(0, Math.ceil((height - first) / step)) },
      (_, i) => first + i * step,
    ),
  );
}
