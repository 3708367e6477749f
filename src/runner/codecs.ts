import { createRequire } from 'node:module';
import { freeClosed, type MediaClass } from './freeClosed.ts';

/** The package that brings the browser's decoders and encoders to Node; it is installed where it can be. */
export const CODEC_PACKAGE = '@napi-rs/webcodecs';

/** What kernels and the media library look for among the globals (W3C WebCodecs). */
const NAMES = [
  'AudioData',
  'AudioDecoder',
  'AudioEncoder',
  'EncodedAudioChunk',
  'EncodedVideoChunk',
  'ImageDecoder',
  'VideoColorSpace',
  'VideoDecoder',
  'VideoEncoder',
  'VideoFrame',
] as const;

const require = createRequire(import.meta.url);

/** True if media can be decoded here. */
export function hasCodecs(): boolean {
  try {
    require.resolve(CODEC_PACKAGE);
    return true;
  } catch {
    return false;
  }
}

/** Gives this thread WebCodecs, if the package is installed. Without it whatever needs no codec works. */
export function installCodecs(): void {
  if (!hasCodecs()) return;
  const codecs = require(CODEC_PACKAGE) as Readonly<Record<string, unknown>>;
  for (const name of NAMES) Object.assign(globalThis, { [name]: codecs[name] });
  freeClosed([codecs['VideoFrame'], codecs['AudioData']] as readonly MediaClass[]);
}
