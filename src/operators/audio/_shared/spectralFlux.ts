import { log1p } from '#base/exponential.ts';
import { createPowerSpectrum, sizeNear } from './powerSpectrum.ts';

/** From one value to the next. */
export const FLUX_HOP_SECONDS = 0.01;
/** Shortest stretch that still tells bass from its beginning. */
const STRETCH_SECONDS = 0.023;
/** Amplitudes of a thousandth of full scale and less count by their size, louder ones by ratio. */
const COMPRESSION = 1000;

/** How much louder sound grew, over all frequencies, from one stretch to the next: 0 or more. */
export interface SpectralFlux {
  readonly size: number;
  readonly hop: number;
  next(stretch: Float32Array): number;
}

/**
 * The mean rise of log(1 + 1000·a) over all bins, a being the amplitude at a bin; falls don't count (Bello
 * et al. 2005, "A tutorial on onset detection in music signals", IV.A; compression by Klapuri 1999). The
 * first value, which has nothing before it, is 0.
 */
export function createSpectralFlux(sampleRate: number): SpectralFlux {
  const size = sizeNear(STRETCH_SECONDS, sampleRate);
  const spectrum = createPowerSpectrum(size, 'hann');
  const bins = size / 2 + 1;
  const before = new Float64Array(bins);
  const scale = 2 / spectrum.gain;
  let isFirst = true;

  return {
    size,
    hop: Math.round(FLUX_HOP_SECONDS * sampleRate),
    next(stretch) {
      const powers = spectrum.of(stretch);
      let rise = 0;
      for (let k = 0; k < bins; k++) {
        const level = log1p(COMPRESSION * scale * Math.sqrt(powers[k]!));
        if (level > before[k]!) rise += level - before[k]!;
        before[k] = level;
      }
      if (isFirst) rise = 0;
      isFirst = false;
      return rise / bins;
    },
  };
}
