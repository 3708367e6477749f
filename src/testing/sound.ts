import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { AudioBlock } from '#stream/payload.ts';
import type { Emitted } from './runKernel.ts';

/** `count` samples by their index. */
export function samplesOf(count: number, sample: (i: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, i) => sample(i));
}

/** `seconds` of a sine that starts at phase 0. */
export function sine(
  rate: number,
  frequency: number,
  seconds: number,
  amplitude = 1,
): Float32Array<ArrayBuffer> {
  const turn = (2 * Math.PI * frequency) / rate;
  return samplesOf(Math.round(seconds * rate), (i) => amplitude * Math.sin(turn * i));
}

/** White noise, uniform from −1 to 1, the same for the same seed (mulberry32). */
export function whiteNoise(count: number, seed = 1): Float32Array<ArrayBuffer> {
  let state = seed;
  return samplesOf(count, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Channels cut into blocks of `length` samples on the input `audio`; times come from the sample counter. */
export function soundInputs(
  sampleRate: number,
  channels: readonly Float32Array<ArrayBuffer>[],
  length = 480,
  start = 0,
): readonly { readonly audio: Chunk<'audio/pcm'> }[] {
  const blocks = Math.ceil(channels[0]!.length / length);
  return Array.from({ length: blocks }, (_, n) => ({
    audio: {
      timestamp: micros(start + (n * length * 1e6) / sampleRate),
      payload: {
        kind: 'audio',
        sampleRate,
        channels: channels.map((samples) => samples.slice(n * length, (n + 1) * length)),
      },
    },
  }));
}

/** The samples of one channel of everything sent from `port`, one after the other. */
export function heard(emitted: readonly Emitted[], channel = 0, port = 'audio'): Float32Array {
  const blocks = emitted.filter((e) => e.port === port).map((e) => e.chunk.payload as AudioBlock);
  const out = new Float32Array(blocks.reduce((sum, b) => sum + b.channels[0]!.length, 0));
  let at = 0;
  for (const { channels } of blocks) {
    out.set(channels[channel]!, at);
    at += channels[channel]!.length;
  }
  return out;
}

/** Numbers sent from `port`, with their times in µs. */
export function numbersFrom(
  emitted: readonly Emitted[],
  port: string,
): readonly { readonly time: number; readonly value: number }[] {
  return emitted
    .filter((e) => e.port === port)
    .map(({ chunk }) => ({ time: chunk.timestamp, value: chunk.payload as number }));
}

/** Amplitude of the part at `frequency`, by its Fourier sum: exact over whole turns. */
export function amplitudeAt(samples: Float32Array, rate: number, frequency: number): number {
  let re = 0;
  let im = 0;
  const turn = (2 * Math.PI * frequency) / rate;
  for (let i = 0; i < samples.length; i++) {
    re += samples[i]! * Math.cos(turn * i);
    im += samples[i]! * Math.sin(turn * i);
  }
  return (2 * Math.hypot(re, im)) / samples.length;
}

/** The largest difference of two stretches of sound of one length. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let far = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) far = Math.max(far, Math.abs(a[i]! - b[i]!));
  return far;
}

/** The largest difference from one sample to the next. */
export function steepestStep(samples: Float32Array): number {
  let steepest = 0;
  for (let i = 1; i < samples.length; i++) {
    steepest = Math.max(steepest, Math.abs(samples[i]! - samples[i - 1]!));
  }
  return steepest;
}
