import type { Bytes } from '#stream/payload.ts';

/** Formats by their first bytes; `at` is where these begin. */
const SIGNATURES = [
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/png', at: 0, bytes: '\x89PNG' },
  { type: 'image/gif', at: 0, bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'image/bmp', at: 0, bytes: 'BM' },
  { type: 'image/heic', at: 4, bytes: 'ftyphei' },
  { type: 'image/heic', at: 4, bytes: 'ftypmif1' },
] as const;

/** As many brands are looked at. */
const BRANDS = 16;

/** The type of a picture by what is in it; undefined for none that is known. */
export function imageType(
  bytes: Bytes,
): (typeof SIGNATURES)[number]['type'] | 'image/avif' | undefined {
  if (isAvif(bytes)) return 'image/avif';
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return SIGNATURES.find(({ at, bytes: signature }) => start.startsWith(signature, at))?.type;
}

/** One of the brands of an ISO file, of which the first is only the best, says so (AV1 Image File Format, 6.2). */
function isAvif(bytes: Bytes): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 8 + 4 * BRANDS));
  if (!head.startsWith('ftyp', 4)) return false;
  const brands = head.slice(8, head.codePointAt(3)).match(/.{4}/gs) ?? [];
  return brands.some((brand) => brand === 'avif' || brand === 'avis');
}
