import { log2 } from '#base/exponential.ts';
import { assert } from '#base/assert.ts';
import { type Floats, fftMemory } from './fftMemory.ts';

/** Sizes that can be transformed: powers of two from here to there. */
export const SMALLEST_FFT = 32;
const LARGEST_FFT = 2 ** 17;

/**
 * The Fourier transform of `size` real samples, in single precision (about 1e-7 of the largest value). All
 * who ask for one size share its arrays: what stands in them is lent until anybody else could be called.
 */
export interface RealFft {
  readonly size: number;
  readonly samples: Float32Array<ArrayBuffer>;
  /** Real and imaginary part by turns, of bins 0 to `size / 2`: `size + 2` numbers. */
  readonly spectrum: Float32Array<ArrayBuffer>;
  /** Fills `spectrum` from `samples`, which stay: X[k] = Σ x[n] · exp(−2πi·kn / size). */
  forward(): void;
  /** Fills `samples` from `spectrum`, which is used up; the way back, 1 / size included. */
  inverse(): void;
  /** |X|² of bins 0 to `size / 2` of the samples under a window of `weights`. Lent like the others. */
  powers(weights: Floats): Float32Array<ArrayBuffer>;
}

const made = new Map<number, RealFft>();

/** Throws if `size` is no power of two from 32 to 131 072. */
export function realFft(size: number): RealFft {
  let fft = made.get(size);
  if (!fft) {
    fft = createRealFft(size);
    made.set(size, fft);
  }
  return fft;
}

/** The size for `length` samples: the next power of two that can be transformed. */
export function fftSizeFor(length: number): number {
  return Math.max(SMALLEST_FFT, 2 ** Math.ceil(log2(length)));
}

function createRealFft(size: number): RealFft {
  assert(
    (size & (size - 1)) === 0 && size >= SMALLEST_FFT && size <= LARGEST_FFT,
    `A transform takes a power of two from ${SMALLEST_FFT} to ${LARGEST_FFT} samples, got ${size}.`,
  );
  const { pffft, loops, floats } = fftMemory();
  const setup = pffft.newSetup(size, 0);
  const work = floats(size).address;
  const samples = floats(size);
  const spectrum = floats(size + 2);
  const weighed = floats(size);
  const powers = floats(size / 2 + 1);
  const { view } = spectrum;

  return {
    size,
    samples: samples.view,
    spectrum: view,
    forward() {
      pffft.transformOrdered(setup, samples.address, spectrum.address, work, 0);
      // pffft puts the last bin, which is real like the first, where the first has no imaginary part.
      view[size] = view[1]!;
      view[size + 1] = 0;
      view[1] = 0;
    },
    inverse() {
      view[1] = view[size]!;
      pffft.transformOrdered(setup, spectrum.address, samples.address, work, 1);
      const { view: out } = samples;
      const scale = 1 / size;
      for (let i = 0; i < size; i++) out[i] = out[i]! * scale;
    },
    powers({ address }) {
      loops.weigh(samples.address, address, weighed.address, size);
      pffft.transformOrdered(setup, weighed.address, weighed.address, work, 0);
      loops.powers(weighed.address, powers.address, size);
      return powers.view;
    },
  };
}
