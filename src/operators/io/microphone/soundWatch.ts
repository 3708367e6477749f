import type { AudioBlock } from '#stream/payload.ts';

/** Half a step of 16 bits: what is quieter is a switch, not a quiet room. */
const SILENCE = 0.5 / 32_768;
const SILENT_SECONDS = 5;
/** The highest value that 16 bits have. */
const FULL = 32_767 / 32_768;
/** So many samples at the limit, one after the other, are no chance. */
const CLIPPED_SAMPLES = 3;
/** How long it is said, so that it can be read. */
const CLIPPED_SECONDS = 3;

/** Listens for what a person should know; gives what is to be said now, or undefined. */
export function createSoundWatch(): (block: AudioBlock) => string | undefined {
  let silentFor = 0;
  let clippedFor = 0;
  return ({ channels, sampleRate }) => {
    const seconds = channels[0]!.length / sampleRate;
    silentFor = channels.every(isSilent) ? silentFor + seconds : 0;
    clippedFor = channels.some(isClipped) ? CLIPPED_SECONDS : Math.max(0, clippedFor - seconds);
    if (silentFor >= SILENT_SECONDS) return 'Silent for 5 s: is it muted?';
    return clippedFor > 0 ? 'Too loud: it clips' : undefined;
  };
}

function isSilent(samples: Float32Array): boolean {
  for (let i = 0; i < samples.length; i++) if (Math.abs(samples[i]!) >= SILENCE) return false;
  return true;
}

function isClipped(samples: Float32Array): boolean {
  let run = 0;
  for (let i = 0; i < samples.length; i++) {
    run = Math.abs(samples[i]!) >= FULL ? run + 1 : 0;
    if (run >= CLIPPED_SAMPLES) return true;
  }
  return false;
}
