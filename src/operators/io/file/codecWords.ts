/** Codecs as people know them, by mediabunny's names. */
const CODECS: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'HEVC (H.265)',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
  aac: 'AAC',
  opus: 'Opus',
  mp3: 'MP3',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  ac3: 'Dolby Digital (AC-3)',
  eac3: 'Dolby Digital Plus (E-AC-3)',
  dts: 'DTS',
};

/** What people call a codec; a codec mediabunny does not know goes by the container's own name for it. */
export function codecWords(
  codec: string | null,
  internal: string | number | Uint8Array | null,
): string {
  if (codec !== null) return CODECS[codec] ?? codec;
  const known = typeof internal === 'string' || typeof internal === 'number';
  return known ? `'${internal}'` : 'in a codec that is not known';
}
