import type { Bytes } from '#stream/payload.ts';

/** Codes have 12 bits at most: a full table is used as it is, until it is cleared (GIF89a, appendix F). */
const MOST_CODES = 4096;

/**
 * The pixels that LZW has packed, `bits` each before, so many of them. Throws an `Error` whose message is part of a
 * sentence if there are fewer, or a code that stands for nothing.
 */
export function unpackLzw(packed: Bytes, bits: number, count: number): Bytes {
  const out = new Uint8Array(count);
  // Each code is the string of another and one pixel more.
  const before = new Uint16Array(MOST_CODES);
  const last = new Uint8Array(MOST_CODES);
  const first = new Uint8Array(MOST_CODES);
  const length = new Uint16Array(MOST_CODES);
  const clear = 1 << bits;
  for (let code = 0; code < clear; code++) {
    last[code] = code;
    first[code] = code;
    length[code] = 1;
  }
  let [next, size, previous] = [clear + 2, bits + 1, -1];
  let [held, heldBits, at, to] = [0, 0, 0, 0];
  while (to < count) {
    while (heldBits < size) {
      if (at >= packed.length) throw new Error('it ends before the picture does');
      held |= packed[at++]! << heldBits;
      heldBits += 8;
    }
    const code = held & ((1 << size) - 1);
    held >>= size;
    heldBits -= size;
    if (code === clear) {
      [next, size, previous] = [clear + 2, bits + 1, -1];
      continue;
    }
    if (code === clear + 1) throw new Error('it ends before the picture does');
    // The one code that may be used before it is known: the string before, and its own first pixel.
    const isNext = code === next && previous >= 0;
    if (code > next || (code === next && !isNext)) throw new Error('its pixels are corrupt');
    if (previous >= 0 && next < MOST_CODES) {
      before[next] = previous;
      first[next] = first[previous]!;
      last[next] = first[isNext ? previous : code]!;
      length[next] = length[previous]! + 1;
      next += 1;
      if (next === 1 << size && size < 12) size += 1;
    }
    to += length[code]!;
    for (let one = code, place = to - 1; ; one = before[one]!, place--) {
      if (place < count) out[place] = last[one]!;
      if (length[one] === 1) break;
    }
    previous = code;
  }
  return out;
}
