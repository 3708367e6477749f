import { assert } from '#base/assert.ts';
import { realFft } from './fft.ts';
import { type WindowName, windowOf } from './windows.ts';

/** How sound is cut: stretches of `size` samples, a power of two, one every `hop`, faded by `window`. */
export interface StftPlan {
  readonly size: number;
  readonly hop: number;
  readonly window: WindowName;
}

/** Changes sound by way of its spectra, and lays it together again. */
export interface Stft {
  /** Samples by which what comes out is late: one stretch. */
  readonly latency: number;
  /** Takes in any number of samples and fills `to` with as many. */
  render(from: Float32Array, to: Float32Array): void;
}

/**
 * The short-time Fourier transform and its inverse by weighted overlap-add (Crochiere 1980): each stretch
 * is faded by the window before and after, and what the fading leaves is divided out, so that what `change`
 * leaves alone comes back as it was. `change` works on real and imaginary parts by turns, bins 0 to
 * `size / 2`, which are lent, and may ask for no other transform of that size. Throws where the hop leaves
 * samples that no window weighs.
 */
export function createStft(
  { size, hop, window }: StftPlan,
  change: (spectrum: Float32Array<ArrayBuffer>) => void,
): Stft {
  const fft = realFft(size);
  const fades = Float32Array.from(windowOf(window, size));
  const gains = new Float32Array(hop);
  fades.forEach((weight, n) => {
    gains[n % hop]! += weight * weight;
  });
  assert(
    hop >= 1 && gains.every((gain) => gain > 1e-3),
    `Stretches of ${size} samples, one every ${hop}, can't be laid together under a window '${window}'.`,
  );
  // The newest `size` samples, and the sum of stretches from the oldest of them on.
  const past = new Float32Array(size);
  const sum = new Float32Array(size);
  const ready = new Float32Array(hop);
  let filled = 0;

  const turn = (): void => {
    const { samples, spectrum } = fft;
    for (let i = 0; i < size; i++) samples[i] = past[i]! * fades[i]!;
    fft.forward();
    change(spectrum);
    fft.inverse();
    for (let i = 0; i < size; i++) sum[i] = sum[i]! + samples[i]! * fades[i]!;
    for (let i = 0; i < hop; i++) ready[i] = sum[i]! / gains[i]!;
    sum.copyWithin(0, hop);
    sum.fill(0, size - hop);
    past.copyWithin(0, hop);
  };

  return {
    latency: size,
    render(from, to) {
      for (let i = 0; i < from.length; i++) {
        to[i] = ready[filled]!;
        past[size - hop + filled] = from[i]!;
        filled += 1;
        if (filled < hop) continue;
        filled = 0;
        turn();
      }
    },
  };
}
