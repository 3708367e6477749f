import type { Bytes } from '#stream/payload.ts';

/** Width and height of a PNG (ISO/IEC 15948, §11.2.2). Throws if it ends before it says them. */
export function readPngSize(bytes: Bytes): { readonly width: number; readonly height: number } {
  const view = viewOf(bytes, 24);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Width and height of a GIF's screen (GIF89a, 18). Throws if it ends before it says them. */
export function readGifSize(bytes: Bytes): { readonly width: number; readonly height: number } {
  const view = viewOf(bytes, 13);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** Width and height of a BMP. Throws if it ends before it says them. */
export function readBmpSize(bytes: Bytes): { readonly width: number; readonly height: number } {
  const view = viewOf(bytes, 26);
  // The header of OS/2 1 alone is 12 bytes long, and has short numbers.
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  // A height below 0 says that the first row is at the top.
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** What a WebP says of itself (RFC 9649, §2 and §3). */
export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** True for a plain lossy picture, which has no alpha. */
  readonly lossy: boolean;
}

/** Reads the first chunk. Throws if it is none of the three there are, or ends too early. */
export function readWebpHeader(bytes: Bytes): WebpHeader {
  const view = viewOf(bytes, 30);
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  if (chunk === 'VP8 ') {
    const [width, height] = [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    return { width, height, animated: false, lossy: true };
  }
  if (chunk === 'VP8L') {
    const sizes = view.getUint32(21, true);
    const [width, height] = [(sizes & 0x3fff) + 1, ((sizes >> 14) & 0x3fff) + 1];
    return { width, height, animated: false, lossy: false };
  }
  if (chunk !== 'VP8X') throw new Error(`it begins with '${chunk}', which is no picture`);
  // 24 bits each, one less than they are.
  const [width, height] = [
    (view.getUint32(24, true) & 0xffffff) + 1,
    (view.getUint32(26, true) >>> 8) + 1,
  ];
  return { width, height, animated: (bytes[20]! & 2) !== 0, lossy: false };
}

function viewOf(bytes: Bytes, least: number): DataView {
  if (bytes.length < least) throw new Error('it ends before the picture does');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
