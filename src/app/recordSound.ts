import { microphoneBlocks } from './hosts/microphoneBlocks.ts';
import { openDevice } from './hosts/openDevice.ts';

/** Untouched by the browser, as the microphone of a pipeline is. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * Records the browser's microphone of choice until `stop`, at most so many seconds, as a mono WAV file of 16 bit.
 * Rejects with a `Fault` in the user's words where there is no microphone.
 */
export async function recordSound(seconds: number, stop: AbortSignal): Promise<File> {
  const track = await openDevice('microphone', '', AS_IT_IS);
  const parts: Float32Array[] = [];
  let sampleRate = 48_000;
  let length = 0;
  try {
    const reader = microphoneBlocks(track).getReader();
    while (!stop.aborted && length < seconds * sampleRate) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = new Float32Array(value.numberOfFrames);
      value.copyTo(part, { planeIndex: 0, format: 'f32-planar' });
      sampleRate = value.sampleRate;
      value.close();
      parts.push(part);
      length += part.length;
    }
  } finally {
    track.stop();
  }
  return new File([wavOf(parts, sampleRate)], 'recording.wav', { type: 'audio/wav' });
}

/** Mono samples, −1 to 1, as a RIFF WAVE file of 16 bit. */
export function wavOf(parts: readonly Float32Array[], sampleRate: number): Uint8Array<ArrayBuffer> {
  const HEADER = 44;
  const count = parts.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(HEADER + 2 * count);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string): void => {
    for (let i = 0; i < word.length; i++) bytes[at + i] = word.charCodeAt(i);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * count, true);
  let at = HEADER;
  for (const part of parts) {
    for (const sample of part) {
      const value = Math.max(-1, Math.min(1, sample));
      view.setInt16(at, Math.round(value * 32_767), true);
      at += 2;
    }
  }
  return bytes;
}
