import { createPolyphase, type Polyphase } from '#stream/polyphase.ts';
import { createResampler, type Resampler } from '#stream/resampler.ts';
import { SPEECH_RATE } from './engine.ts';

/** Turns blocks of one rate into mono at 16 kHz. */
export interface Intake {
  readonly sampleRate: number;
  /** The samples that a block completes. The result is the caller's. */
  push(channels: readonly Float32Array[]): Float32Array;
}

/** One stretch of sound without a gap. Channels are averaged. */
export function createIntake(sampleRate: number): Intake {
  const polyphase: Polyphase | undefined =
    sampleRate === SPEECH_RATE ? undefined : createPolyphase(sampleRate, SPEECH_RATE);
  const resampler: Resampler | undefined = polyphase && createResampler(polyphase, 1);
  return {
    sampleRate,
    push(channels) {
      const mono = average(channels);
      if (!resampler) return mono;
      const out = new Float32Array(resampler.ready(mono.length));
      resampler.render([mono], [out]);
      return out;
    },
  };
}

function average(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels as readonly [Float32Array, ...Float32Array[]];
  const mono = Float32Array.from(first);
  for (const other of others) for (let i = 0; i < mono.length; i++) mono[i]! += other[i]!;
  if (others.length > 0) for (let i = 0; i < mono.length; i++) mono[i]! /= channels.length;
  return mono;
}
