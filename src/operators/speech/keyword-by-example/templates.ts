import { createFeatures, HOP, LAG, SIZE } from './features.ts';

/** One example as it is looked for: vectors of a mean near 0 and a variance near 1. */
export type Template = readonly Float32Array[];

/** Examples of one word, ready to be compared with what is heard. */
export interface Templates {
  readonly all: readonly Template[];
  /** Brings a vector to the scale of the templates. */
  scale(vector: Float32Array): Float32Array;
}

/** The loudest 10 ms have so many times the power of what is not part of the word any more: 30 dB. */
const LOUDER = 1000;

/** Where the first loud hop of a recording begins and the last one ends, in samples; all of it where it is silent. */
export function loudPart(samples: Float32Array): readonly [start: number, end: number] {
  const levels = Array.from({ length: Math.floor(samples.length / HOP) }, (_, n) => {
    let sum = 0;
    // Differences: a breath on the microphone is loud, and low.
    for (let i = n * HOP + 1; i < (n + 1) * HOP; i++) {
      const step = samples[i]! - samples[i - 1]!;
      sum += step * step;
    }
    return sum;
  });
  const least = Math.max(...levels) / LOUDER;
  const first = levels.findIndex((level) => level > least);
  if (first < 0) return [0, samples.length];
  return [first * HOP, (levels.findLastIndex((level) => level > least) + 1) * HOP];
}

/** Makes templates of the loud parts of recordings at 16 kHz. */
export function templatesOf(recordings: readonly Float32Array[]): Templates {
  const raw = recordings.map(wordIn);
  const means = raw.map((vectors) => averageOf(vectors, (x) => x));
  const spreads = raw.map((vectors, n) =>
    averageOf(vectors, (x, k) => (x - means[n]![k]!) * (x - means[n]![k]!)),
  );
  // The middle one of three: an example that is another word does not say what is usual.
  const mean = Float64Array.from({ length: SIZE }, (_, k) => middle(means.map((m) => m[k]!)));
  const spread = Float64Array.from({ length: SIZE }, (_, k) => middle(spreads.map((m) => m[k]!)));
  const scale = (vector: Float32Array): Float32Array =>
    vector.map((x, k) => (x - mean[k]!) / Math.sqrt(spread[k]! + 1e-9));
  return { all: raw.map((template) => template.map(scale)), scale };
}

/** The vectors whose middle lies in the loud part. */
function wordIn(samples: Float32Array): readonly Float32Array[] {
  const [start, end] = loudPart(samples);
  // Room for the first and the last ones, where a recording begins or ends with the word.
  const around = new Float32Array(samples.length + 2 * LAG);
  around.set(samples, LAG);
  const vectors = createFeatures().push(around);
  const at = (sample: number): number => Math.max(0, Math.round(sample / HOP));
  return vectors.slice(at(start), at(end));
}

function averageOf(
  vectors: readonly Float32Array[],
  value: (x: number, k: number) => number,
): Float64Array {
  const sums = new Float64Array(SIZE);
  for (const vector of vectors) {
    for (let k = 0; k < SIZE; k++) sums[k] = sums[k]! + value(vector[k]!, k) / vectors.length;
  }
  return sums;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
}
