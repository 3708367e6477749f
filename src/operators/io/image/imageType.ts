import type { Bytes } from '#stream/payload.ts';

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
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return SIGNATURES.find(({ at, bytes: signature }) => start.startsWith(signature, at))?.type;
}
