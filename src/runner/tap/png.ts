import { frameToRgba, shownLevels } from '#stream/colour.ts';
import type { Bytes, Frame } from '#stream/payload.ts';
import { promisify } from 'node:util';
import { crc32 } from './crc32.ts';
import { deflate } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const compress = promisify<Uint8Array, { readonly level: number }, Uint8Array>(deflate);

/** Colour types of PNG: grey for GRAY8, else RGB; an RGBA frame keeps its alpha. */
const KINDS = {
  GRAY8: { type: 0, channels: 1 },
  I420: { type: 2, channels: 3 },
  RGBA: { type: 6, channels: 4 },
} as const;

/** The frame as shown, as a PNG (ISO/IEC 15948) of 8 bits a channel, without filters. */
export async function pngOf(frame: Frame): Promise<Bytes> {
  const { width, height } = frame;
  const { type, channels } = KINDS[frame.format];
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, type, 0, 0, 0], 8);
  // Fast rather than small: pictures of a run are looked at and thrown away.
  const pixels = await compress(rows(frame, channels), { level: 3 });
  return joined([
    Uint8Array.from(SIGNATURE),
    part('IHDR', header),
    part('IDAT', pixels),
    part('IEND', new Uint8Array(0)),
  ]);
}

/** Every row behind its filter byte, which is 0. */
function rows(frame: Frame, channels: number): Bytes {
  const { width, height, format, planes, strides } = frame;
  const out = new Uint8Array(height * (1 + width * channels));
  if (format === 'GRAY8') {
    const levels = shownLevels(frame.colour.range);
    for (let y = 0; y < height; y++) {
      const to = y * (1 + width) + 1;
      for (let x = 0; x < width; x++) out[to + x] = levels[planes[0]![y * strides[0]! + x]!]!;
    }
    return out;
  }
  const rgba = new Uint8Array(width * height * 4);
  frameToRgba(frame, rgba);
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    to += 1;
    for (let x = 0; x < width; x++, from += 4) {
      for (let c = 0; c < channels; c++) out[to++] = rgba[from + c]!;
    }
  }
  return out;
}

function part(name: string, body: Uint8Array): Bytes {
  const out = new Uint8Array(12 + body.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(body, 8);
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)));
  return out;
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of parts) {
    out.set(bytes, at);
    at += bytes.length;
  }
  return out;
}
