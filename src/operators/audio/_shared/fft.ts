import { cos, sin } from '#base/trigonometry.ts';
import FFT from 'fft.js';

/** A transform of `size` points, a power of two. The twiddle factors are ours: those of the library differ in the last bit from engine to engine. */
export function createFft(size: number): FFT {
  const fft = new FFT(size);
  const table = Array.from({ length: 2 * size }, (_, i) => {
    const angle = (Math.PI * (i - (i % 2))) / size;
    return i % 2 === 0 ? cos(angle) : -sin(angle);
  });
  return Object.assign(fft, { table });
}
