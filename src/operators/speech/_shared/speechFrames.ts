import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import { createIntake, type Intake } from './intake.ts';
import { SPEECH_RATE } from './engine.ts';

/** One frame of 16 kHz mono. */
export interface SpeechFrame {
  /** In turn from 0, anew in each stretch without a gap. */
  readonly index: number;
  /** Time of its first sample, in µs. */
  readonly start: number;
  /** The caller's own. */
  readonly samples: Float32Array;
}

/** What a block brought. */
export interface Taken {
  /** True where the frames do not go on from those before: a gap, another rate, or the beginning. */
  readonly isNew: boolean;
  readonly frames: readonly SpeechFrame[];
}

/** Cuts a stream into frames of one length. */
export interface SpeechFrames {
  push(chunk: Chunk<'audio/pcm'>): Taken;
}

interface Stretch {
  readonly intake: Intake;
  readonly origin: number;
  /** Seconds of input so far. */
  taken: number;
  index: number;
}

/** Frames of `size` samples. A block with NaN or an infinity counts as invalid, and ends a stretch. */
export function createSpeechFrames(env: Pick<KernelEnv, 'drop'>, size: number): SpeechFrames {
  let stretch: Stretch | undefined;
  let frame = new Float32Array(size);
  let filled = 0;

  return {
    push(chunk) {
      const { channels, sampleRate } = chunk.payload;
      if (!channels.every((samples) => samples.every(Number.isFinite))) {
        stretch = undefined;
        env.drop('invalid');
        return { isNew: false, frames: [] };
      }
      const isNew = !continues(stretch, chunk);
      if (isNew) {
        const intake = createIntake(sampleRate);
        stretch = { intake, origin: chunk.timestamp, taken: 0, index: 0 };
        filled = 0;
      }
      const now = stretch!;
      now.taken += channels[0]!.length / sampleRate;
      const samples = now.intake.push(channels);
      const frames: SpeechFrame[] = [];
      for (let at = 0; at < samples.length;) {
        const count = Math.min(size - filled, samples.length - at);
        frame.set(samples.subarray(at, at + count), filled);
        filled += count;
        at += count;
        if (filled < size) break;
        const start = now.origin + (now.index * size * 1e6) / SPEECH_RATE;
        frames.push({ index: now.index, start, samples: frame });
        now.index += 1;
        frame = new Float32Array(size);
        filled = 0;
      }
      return { isNew, frames };
    },
  };
}

/** True if a block goes on where the stretch ended, by less than half a block. */
function continues(
  stretch: Stretch | undefined,
  { timestamp, payload }: Chunk<'audio/pcm'>,
): boolean {
  const { sampleRate, channels, discontinuity } = payload;
  if (!stretch || discontinuity === true || stretch.intake.sampleRate !== sampleRate) return false;
  const end = stretch.origin + stretch.taken * 1e6;
  return Math.abs(timestamp - end) <= Math.max(1000, (channels[0]!.length * 5e5) / sampleRate);
}
