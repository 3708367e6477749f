import type { KernelEnv } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';
import { createPolyphase } from '#stream/polyphase.ts';
import { readSound, type Sound } from '#stream/readSound.ts';
import { createResampler } from '#stream/resampler.ts';

/** More of an impulse response is left out, in s. */
export const LONGEST_SECONDS = 10.2;

/** Reads the impulse response that was chosen. Rejects with a `Fault` that says what is wrong with it. */
export async function readImpulse(env: KernelEnv, file: FileParam): Promise<Sound> {
  if (!('asset' in file || 'sha256' in file)) {
    throw new Fault({
      title: 'Choose an impulse response',
      message: 'No file has been chosen yet. Choose a sound file, or make the room by its figures.',
      remedies: ['choose-file'],
    });
  }
  const blob = await env.host('file', { file });
  try {
    return await readSound(blob, 'name' in file ? file.name : file.asset, LONGEST_SECONDS);
  } catch (error) {
    throw new Fault({
      title: "Can't read this file",
      message: error instanceof Error ? error.message : String(error),
      remedies: ['choose-file'],
    });
  }
}

/** One response a channel at that rate, in turn where there are fewer; the power of the first is 1. */
export function impulseResponse(
  { sampleRate, channels: heard }: Sound,
  rate: number,
  channels: number,
): readonly Float32Array[] {
  const fitted = sampleRate === rate ? heard : resampled(heard, sampleRate, rate);
  const power = fitted[0]!.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = power > 0 ? 1 / Math.sqrt(power) : 0;
  const scaled = fitted.map((samples) => samples.map((sample) => sample * gain));
  return Array.from({ length: channels }, (_, c) => scaled[c % scaled.length]!);
}

function resampled(
  heard: readonly Float32Array[],
  from: number,
  to: number,
): readonly Float32Array[] {
  const polyphase = createPolyphase(from, to);
  const resampler = createResampler(polyphase, heard.length);
  const padded = heard.map((samples) => {
    const longer = new Float32Array(samples.length + polyphase.reach + 1);
    longer.set(samples);
    return longer;
  });
  const length = resampler.ready(padded[0]!.length);
  const out = heard.map(() => new Float32Array(length));
  resampler.render(padded, out);
  return out;
}
