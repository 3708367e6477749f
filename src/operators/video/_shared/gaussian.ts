import { exp } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { pictureMemory, wholeBlocks } from './pictureMemory.ts';

/** Every `step`-th byte of each row: a plane has step 1, one channel of RGBA has step 4. */
export interface Samples {
  readonly data: Uint8Array;
  /** Index of the first sample. */
  readonly start: number;
  readonly step: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** From this standard deviation on boxes stand in for the Gaussian. */
const BOXES_FROM = 2;

/** Distance up to which the Gaussian itself is summed. */
const TAPS = 6;

/** Lines that are worked on side by side, and samples in each vector. */
const LINES = 4;
const VECTOR = 16;

/** How lines are filtered, as `blur` of wasm/pictures.ts takes it. */
interface LineFilter {
  /** Of a box; negative where the weights are summed. */
  readonly radius: number;
  readonly edge: number;
  /** What makes up for the sum of the weights. */
  readonly scale: number;
  /** How far beyond both ends samples are read. */
  readonly reach: number;
  readonly weights: Float32Array;
}

/**
 * Blurs samples with a Gaussian of standard deviation `sigma`, in samples, in a time that does not grow
 * with it. Beyond the border the outermost sample goes on. Within 1 level of the real Gaussian below 2
 * samples, within 3 levels above.
 */
export class GaussianBlur {
  readonly #filter: LineFilter;

  constructor(sigma: number) {
    this.#filter = sigma < BOXES_FROM ? sampledGaussian(sigma) : tripleBox(sigma);
  }

  /** `target` may be `source`: nothing is written before everything was read. */
  apply(source: Samples, target: Samples, width: number, height: number): void {
    const { radius, edge, scale, reach, weights } = this.#filter;
    const stride = wholeBlocks(width);
    const middle = stride * height;
    const lines = middle + 4 * stride * (height + 1);
    const room = LINES * VECTOR * (Math.max(stride, height) + 2 * reach + VECTOR);
    const { loops, bytes } = pictureMemory();
    const memory = bytes(lines + room + weights.byteLength);
    copySamples(source, { data: memory, start: 0, step: 1, stride }, width, height);
    new Float32Array(memory.buffer, lines + room, weights.length).set(weights);
    loops.blur(0, stride, width, height, middle, lines, radius, edge, scale, lines + room);
    copySamples({ data: memory, start: 0, step: 1, stride }, target, width, height);
  }
}

function copySamples(from: Samples, to: Samples, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    let read = from.start + y * from.stride;
    let write = to.start + y * to.stride;
    if (from.step === 1 && to.step === 1) {
      to.data.set(from.data.subarray(read, read + width), write);
      continue;
    }
    for (let x = 0; x < width; x++, read += from.step, write += to.step) {
      to.data[write] = from.data[read]!;
    }
  }
}

/** The Gaussian sampled at whole distances up to 6; for `sigma` up to 2, where that leaves out 0.1 %. */
function sampledGaussian(sigma: number): LineFilter {
  const weights = Float32Array.from({ length: TAPS + 1 }, (_, distance) =>
    sigma > 0 ? exp(-(distance * distance) / (2 * sigma * sigma)) : Number(distance === 0),
  );
  const sum = 2 * weights.reduce((all, weight) => all + weight) - weights[0]!;
  return { radius: -1, edge: 0, scale: 1 / sum, reach: TAPS, weights };
}

/**
 * Three extended boxes of together the Gaussian's variance, in a time that does not grow with it: each is
 * `2 r + 1` samples of weight 1 and one of weight `edge`, 0 to 1, at either end. After P. Gwosdek et al.,
 * Theoretical Foundations of Gaussian Convolution by Extended Box Filtering, 2011, equations 10 to 13.
 */
function tripleBox(sigma: number): LineFilter {
  const variance = (sigma * sigma) / 3;
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const outer = (radius + 1) * (radius + 1);
  const edge =
    ((2 * radius + 1) * (radius * (radius + 1) - 3 * variance)) / (6 * (variance - outer));
  const scale = power(2 * radius + 1 + 2 * edge, -3);
  return { radius, edge, scale, reach: 3 * (radius + 1), weights: new Float32Array(TAPS + 1) };
}
