import type { AudioBlock, Bytes } from '#stream/payload.ts';

/** Length of the header below, in bytes. */
export const WAV_HEADER = 58;

/**
 * The header of a WAV file of 32-bit floats (RIFF, format tag 3, which asks for a `fact` chunk), for so
 * many samples of each channel.
 */
export function wavHeader(channels: number, sampleRate: number, samples: number): Bytes {
  const header = new Uint8Array(WAV_HEADER);
  const view = new DataView(header.buffer);
  const text = (at: number, word: string): void => header.set(new TextEncoder().encode(word), at);
  const bytes = samples * channels * 4;
  text(0, 'RIFF');
  view.setUint32(4, WAV_HEADER - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 18, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 4, true);
  view.setUint16(32, channels * 4, true);
  view.setUint16(34, 32, true);
  text(38, 'fact');
  view.setUint32(42, 4, true);
  view.setUint32(46, samples, true);
  text(50, 'data');
  view.setUint32(54, bytes, true);
  return header;
}

/** The samples of a block, channel after channel for each moment, as little-endian floats. */
export function interleaved({ channels }: AudioBlock): Bytes {
  const length = channels[0]!.length;
  const out = new Uint8Array(length * channels.length * 4);
  const view = new DataView(out.buffer);
  for (let i = 0, at = 0; i < length; i++) {
    for (const channel of channels) {
      view.setFloat32(at, channel[i]!, true);
      at += 4;
    }
  }
  return out;
}
