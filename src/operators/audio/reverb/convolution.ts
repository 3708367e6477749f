import { type RealFft, realFft } from '#stream/fft.ts';

/** A response cut into parts of one block, each as a spectrum of two blocks. */
type Parts = readonly Float32Array[];

/** Convolves the blocks of one channel with a response that may change. */
export interface Convolution {
  /**
   * Goes over to samples `from` to `to` of a response within the next block, before the first at once. What
   * was heard before rings on in the new one.
   */
  become(response: Float32Array, from: number, to: number): void;
  /** The block that belongs to `samples`, as long. Lent until the next call. */
  next(samples: Float32Array): Float32Array;
}

/**
 * Overlap-save with the response in equal parts (Stockham 1966; Wefers 2015, "Partitioned convolution
 * algorithms for real-time auralization", 5.2).
 */
export function createConvolution(block: number): Convolution {
  const size = 2 * block;
  const fft = realFft(size);
  // Spectra of the newest blocks, each with the one before it; newest first, one for each part.
  const past = [new Float32Array(size + 2)];
  const window = new Float32Array(size);
  const out = new Float32Array(block);
  const other = new Float32Array(block);
  let parts: Parts = [];
  let wanted: Parts | undefined;
  let isFresh = true;

  const render = (now: Parts, to: Float32Array): void => {
    fft.spectrum.fill(0);
    now.forEach((part, p) => multiplyInto(fft.spectrum, past[p]!, part));
    fft.inverse();
    to.set(fft.samples.subarray(block));
  };

  return {
    become(response, from, to) {
      const next = partsOf(response, { from, to }, fft);
      if (isFresh) parts = next;
      else wanted = next;
      while (past.length < next.length) past.push(new Float32Array(size + 2));
    },
    next(samples) {
      isFresh = false;
      window.copyWithin(0, block);
      window.set(samples, block);
      past.unshift(past.pop()!);
      fft.samples.set(window);
      fft.forward();
      past[0]!.set(fft.spectrum);
      render(parts, out);
      if (wanted) {
        render(wanted, other);
        for (let i = 0; i < block; i++) {
          const share = (i + 1) / block;
          out[i] = out[i]! * (1 - share) + other[i]! * share;
        }
        parts = wanted;
        wanted = undefined;
      }
      return out;
    },
  };
}

/** Cuts a stretch of a response into parts; what lies behind its end is silence. */
function partsOf(
  response: Float32Array,
  { from, to }: { readonly from: number; readonly to: number },
  fft: RealFft,
): Parts {
  const block = fft.size / 2;
  const end = Math.min(to, response.length);
  return Array.from({ length: Math.max(0, Math.ceil((end - from) / block)) }, (_, p) => {
    const start = from + p * block;
    fft.samples.fill(0);
    fft.samples.set(response.subarray(start, Math.min(start + block, end)));
    fft.forward();
    return fft.spectrum.slice();
  });
}

function multiplyInto(sum: Float32Array, a: Float32Array, b: Float32Array): void {
  for (let k = 0; k < sum.length; k += 2) {
    const re = a[k]!;
    const im = a[k + 1]!;
    const reB = b[k]!;
    const imB = b[k + 1]!;
    sum[k] = sum[k]! + (re * reB - im * imB);
    sum[k + 1] = sum[k + 1]! + (re * imB + im * reB);
  }
}
