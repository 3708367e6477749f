import { createPolyphase, type Polyphase } from '#stream/polyphase.ts';
import { createResampler, type Resampler } from '#stream/resampler.ts';
import { type Denoiser, RNNOISE_FRAME, RNNOISE_LATENCY, RNNOISE_RATE } from './rnnoise.ts';

/** The ways from the rate of a stream to the rate of the model and back. */
export interface Rates {
  readonly up: Polyphase | undefined;
  readonly down: Polyphase | undefined;
  /** Samples of the stream that must be in before one can come out. */
  readonly latency: number;
}

/** At 48 kHz nothing is resampled. */
export function ratesOf(sampleRate: number): Rates {
  const model = RNNOISE_FRAME + RNNOISE_LATENCY;
  if (sampleRate === RNNOISE_RATE) return { up: undefined, down: undefined, latency: model };
  const up = createPolyphase(sampleRate, RNNOISE_RATE);
  const down = createPolyphase(RNNOISE_RATE, sampleRate);
  const waiting = ((model + down.reach + 1) * sampleRate) / RNNOISE_RATE;
  return { up, down, latency: Math.ceil(waiting) + up.reach + 1 };
}

/** One channel on its way through the model. */
export interface Lane {
  /** Fills `to` from `from`, `latency` samples late. */
  render(from: Float32Array, to: Float32Array): void;
  /** How sure the model was of a voice at most since it was asked last, 0 to 1. */
  takeVoice(): number;
}

/**
 * The delay of the model is cut off behind it, so that both resamplers count from the same moment at any
 * rate; silence before it fills the time until its first sample.
 */
export function createLane(denoiser: Denoiser, { up, down, latency }: Rates): Lane {
  const toModel = up && createResampler(up, 1);
  const fromModel = down && createResampler(down, 1);
  const frame = new Float32Array(RNNOISE_FRAME);
  const clean = new Float32Array(RNNOISE_FRAME);
  const ready = createFifo(latency);
  let filled = 0;
  let skip = RNNOISE_LATENCY;
  let voice = 0;

  const takeFrame = (): void => {
    voice = Math.max(voice, denoiser.next(frame, clean));
    const left = clean.subarray(Math.min(skip, RNNOISE_FRAME));
    skip = Math.max(0, skip - RNNOISE_FRAME);
    if (left.length > 0) ready.push(resampled(left, fromModel));
  };

  return {
    render(from, to) {
      const samples = resampled(from, toModel);
      for (let at = 0; at < samples.length;) {
        const count = Math.min(RNNOISE_FRAME - filled, samples.length - at);
        frame.set(samples.subarray(at, at + count), filled);
        filled += count;
        at += count;
        if (filled < RNNOISE_FRAME) break;
        filled = 0;
        takeFrame();
      }
      ready.pull(to);
    },
    takeVoice() {
      const most = voice;
      voice = 0;
      return most;
    },
  };
}

function resampled(samples: Float32Array, resampler: Resampler | undefined): Float32Array {
  if (!resampler) return samples;
  const out = new Float32Array(resampler.ready(samples.length));
  resampler.render([samples], [out]);
  return out;
}

/** Samples that wait, the oldest first; at the beginning so many zeros. */
function createFifo(zeros: number) {
  let held = new Float32Array(zeros + 4096);
  let count = zeros;
  return {
    push(samples: Float32Array): void {
      if (count + samples.length > held.length) {
        const longer = new Float32Array(2 * (count + samples.length));
        longer.set(held.subarray(0, count));
        held = longer;
      }
      held.set(samples, count);
      count += samples.length;
    },
    pull(to: Float32Array): void {
      to.set(held.subarray(0, to.length));
      held.copyWithin(0, to.length, count);
      count -= to.length;
    },
  };
}
