import type { Bytes } from '#stream/payload.ts';
import { inflateSync } from 'node:zlib';

/** A picture as a PNG holds it, without filters; `channels` samples of 8 bits a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Bytes;
}

/** Channels by colour type (ISO/IEC 15948, table 11.1); palettes are not read. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Reads a PNG of 8 bits a channel that is not interlaced. Throws for any other. */
export function readPng(file: Uint8Array): Pixels {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (name === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = CHANNELS[view.getUint8(25)];
  if (view.getUint8(24) !== 8 || channels === undefined || view.getUint8(28) !== 0) {
    throw new Error('Only PNGs of 8 bits a channel, without palette or interlacing, are read.');
  }
  const filtered = inflateSync(Buffer.concat(parts));
  return {
    width,
    height,
    channels,
    data: unfiltered(filtered, width * channels, height, channels),
  };
}

/** Undoes the filters (ISO/IEC 15948, 9.2); `step` is a pixel in bytes. */
function unfiltered(from: Uint8Array, row: number, height: number, step: number): Bytes {
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = from[y * (row + 1)]!;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= step ? out[at - step]! : 0;
      const up = y > 0 ? out[at - row]! : 0;
      const corner = x >= step && y > 0 ? out[at - row - step]! : 0;
      out[at] = from[y * (row + 1) + 1 + x]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
