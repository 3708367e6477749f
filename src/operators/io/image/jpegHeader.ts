import type { Bytes } from '#stream/payload.ts';

/** What a JPEG says of itself before its first scan, as stored: not yet upright. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for colour, 4 for printing inks. */
  readonly components: number;
  readonly bits: number;
  /** How it stands, 1 to 8 (Exif 2.32, §4.6.4, tag 0x0112); 1 is upright. */
  readonly orientation: number;
  /** True if there is an end of image after the first scan: what was cut off lacks it. */
  readonly ended: boolean;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
/** Frame headers are 0xC0 to 0xCF but for these, which are tables and an extension (ITU-T T.81, table B.1). */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);
const EXIF = 'Exif\0\0';
const ORIENTATION = 0x0112;

/** Reads the segments up to the first scan (ITU-T T.81, annex B). Undefined if there is no frame or no scan. */
export function readJpegHeader(bytes: Bytes): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  let frame: Pick<JpegHeader, 'width' | 'height' | 'components' | 'bits'> | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    // Any number of 0xFF may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN) return frame && { ...frame, orientation, ended: ends(bytes, at) };
    const length = view.getUint16(at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)) {
      if (length < 8) return undefined;
      frame = {
        bits: bytes[at + 4]!,
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: bytes[at + 9]!,
      };
    } else if (marker === APP1) {
      orientation = exifOrientation(bytes.subarray(at + 4, next)) ?? orientation;
    }
    at = next;
  }
  return undefined;
}

function ends(bytes: Bytes, from: number): boolean {
  for (let at = bytes.lastIndexOf(END_OF_IMAGE); at > from;) {
    if (bytes[at - 1] === 0xff) return true;
    at = bytes.lastIndexOf(END_OF_IMAGE, at - 1);
  }
  return false;
}

/** The orientation in the first directory of Exif data; undefined where it says none that there is. */
function exifOrientation(data: Bytes): number | undefined {
  if (!String.fromCharCode(...data.subarray(0, 6)).startsWith(EXIF) || data.length < 16) {
    return undefined;
  }
  const tiff = new DataView(data.buffer, data.byteOffset + 6, data.length - 6);
  const little = tiff.getUint8(0) === 0x49;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, little) !== ORIENTATION) continue;
    const value = tiff.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
