import type { Bytes } from '#stream/payload.ts';
import type { Turn } from '#operators/io/_shared/repack.ts';

/** Formats by their first bytes; `at` is where these begin. */
const SIGNATURES = [
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/png', at: 0, bytes: '\x89PNG' },
  { type: 'image/gif', at: 0, bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'image/bmp', at: 0, bytes: 'BM' },
  { type: 'image/avif', at: 4, bytes: 'ftypavi' },
  { type: 'image/heic', at: 4, bytes: 'ftyphei' },
  { type: 'image/heic', at: 4, bytes: 'ftypmif1' },
] as const;

/** The type of a picture by what is in it; undefined for none that is known. */
export function imageType(bytes: Bytes): (typeof SIGNATURES)[number]['type'] | undefined {
  const start = latin1(bytes, 0, 16);
  return SIGNATURES.find(({ at, bytes: signature }) => start.startsWith(signature, at))?.type;
}

/** Clockwise turns that make a picture upright, by Exif orientation; mirrored ones are only turned. */
const TURNS: Readonly<Record<number, Turn>> = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 };

/** How a JPEG has to be turned to stand upright: tag 0x0112 of its Exif segment (Exif 2.32, 4.6.4). */
export function jpegTurn(bytes: Bytes): Turn {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Segments: 0xFF, marker, length of the rest including its own two bytes; pixels begin with 0xDA.
  for (let at = 2; at + 10 < bytes.length && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return 0;
    if (marker === 0xe1 && latin1(bytes, at + 4, 6) === 'Exif\0\0') return exifTurn(view, at + 10);
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

function exifTurn(view: DataView, start: number): Turn {
  if (start + 8 > view.byteLength) return 0;
  const little = view.getUint8(start) === 0x49;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > view.byteLength) return 0;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > view.byteLength) return 0;
    if (view.getUint16(entry, little) === 0x0112) {
      return TURNS[view.getUint16(entry + 8, little)] ?? 0;
    }
  }
  return 0;
}

function latin1(bytes: Bytes, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
