/** Every `step`-th byte of each row: a plane has step 1, one channel of RGBA has step 4. */
export interface Samples {
  readonly data: Uint8Array;
  /** Index of the first sample. */
  readonly start: number;
  readonly step: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** Lines filtered side by side: the sums of one line wait for each other, those of four do not. */
const LANES = 4;

/** Up to four neighbouring lines of `length` samples; lane k starts at `start + min(k, last) * lane`. */
interface Block {
  start: number;
  /** Lines the block holds besides the first, 0 to 3. */
  last: number;
  readonly lane: number;
  readonly step: number;
  readonly length: number;
}

/**
 * Blurs samples with a Gaussian of standard deviation `sigma`, in samples, in a time that does not grow
 * with it. Beyond the border the outermost sample goes on. Keeps its working memory; one per kernel.
 *
 * Each way is three extended boxes of together the Gaussian's variance: `2 r + 1` samples of weight 1
 * and one of weight `edge`, 0 to 1, at either end. After P. Gwosdek et al., Theoretical Foundations of
 * Gaussian Convolution by Extended Box Filtering, 2011, equations 10 to 13.
 */
export class GaussianBlur {
  readonly #radius: number;
  readonly #edge: number;
  /** How far beyond a line's ends it is read. */
  readonly #reach: number;
  /** What makes up for the sum of the weights of three boxes. */
  readonly #scale: number;
  /** Four lines, interleaved. */
  #lines = new Float64Array(0);
  #middle = new Float32Array(0);

  constructor(sigma: number) {
    const variance = (sigma * sigma) / 3;
    const r = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
    const outer = (r + 1) * (r + 1);
    this.#radius = r;
    this.#edge = ((2 * r + 1) * (r * (r + 1) - 3 * variance)) / (6 * (variance - outer));
    this.#reach = 3 * (r + 1);
    this.#scale = (2 * r + 1 + 2 * this.#edge) ** -3;
  }

  /** `target` may be `source`: nothing is written before everything was read. */
  apply(source: Samples, target: Samples, width: number, height: number): void {
    this.#reserve(width, height);
    const { start, step, stride } = source;
    const from: Block = { start, last: 0, lane: stride, step, length: width };
    const middle: Block = { start: 0, last: 0, lane: width, step: 1, length: width };
    for (let y = 0; y < height; y += LANES) {
      from.last = middle.last = Math.min(height - 1 - y, LANES - 1);
      from.start = start + y * stride;
      middle.start = y * width;
      this.#load(source.data, from);
      this.#filter(width);
      this.#storeMiddle(middle);
    }
    const columns: Block = { start: 0, last: 0, lane: 1, step: width, length: height };
    const to: Block = {
      start: 0,
      last: 0,
      lane: target.step,
      step: target.stride,
      length: height,
    };
    for (let x = 0; x < width; x += LANES) {
      columns.last = to.last = Math.min(width - 1 - x, LANES - 1);
      columns.start = x;
      to.start = target.start + x * target.step;
      this.#loadMiddle(columns);
      this.#filter(height);
      this.#store(target.data, to);
    }
  }

  #reserve(width: number, height: number): void {
    const lines = LANES * (Math.max(width, height) + 2 * this.#reach);
    if (this.#lines.length < lines) this.#lines = new Float64Array(lines);
    if (this.#middle.length < width * height) this.#middle = new Float32Array(width * height);
  }

  #load(data: Uint8Array, { start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const one = Math.min(1, last) * lane;
    const two = Math.min(2, last) * lane;
    const three = last * lane;
    const end = LANES * (this.#reach + length);
    for (let i = LANES * this.#reach, at = start; i < end; i += LANES, at += step) {
      lines[i] = data[at]!;
      lines[i + 1] = data[at + one]!;
      lines[i + 2] = data[at + two]!;
      lines[i + 3] = data[at + three]!;
    }
  }

  /** As `#load`; apart from it, since one loop over both kinds of array is slow for both. */
  #loadMiddle({ start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const data = this.#middle;
    const one = Math.min(1, last) * lane;
    const two = Math.min(2, last) * lane;
    const three = last * lane;
    const end = LANES * (this.#reach + length);
    for (let i = LANES * this.#reach, at = start; i < end; i += LANES, at += step) {
      lines[i] = data[at]!;
      lines[i + 1] = data[at + one]!;
      lines[i + 2] = data[at + two]!;
      lines[i + 3] = data[at + three]!;
    }
  }

  #storeMiddle({ start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const data = this.#middle;
    const scale = this.#scale;
    const one = Math.min(1, last) * lane;
    const two = Math.min(2, last) * lane;
    const three = last * lane;
    for (let i = 0, at = start; i < LANES * length; i += LANES, at += step) {
      data[at + three] = lines[i + 3]! * scale;
      data[at + two] = lines[i + 2]! * scale;
      data[at + one] = lines[i + 1]! * scale;
      data[at] = lines[i]! * scale;
    }
  }

  #store(data: Uint8Array, { start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const scale = this.#scale;
    const one = Math.min(1, last) * lane;
    const two = Math.min(2, last) * lane;
    const three = last * lane;
    for (let i = 0, at = start; i < LANES * length; i += LANES, at += step) {
      data[at + three] = lines[i + 3]! * scale + 0.5;
      data[at + two] = lines[i + 2]! * scale + 0.5;
      data[at + one] = lines[i + 1]! * scale + 0.5;
      data[at] = lines[i]! * scale + 0.5;
    }
  }

  /** Filters what was loaded; leaves `length` results at the start of each line. */
  #filter(length: number): void {
    const lines = this.#lines;
    const first = LANES * this.#reach;
    const end = first + LANES * length;
    for (let i = 0; i < first; i++) {
      lines[i] = lines[first + (i & 3)]!;
      lines[end + i] = lines[end - LANES + (i & 3)]!;
    }
    for (let pass = 2; pass >= 0; pass--) {
      extendedBox(lines, length + 2 * pass * (this.#radius + 1), this.#radius, this.#edge);
    }
  }
}

/** One box over four interleaved lines in place, result i over sample i, `length` results a line. */
function extendedBox(lines: Float64Array, length: number, radius: number, edge: number): void {
  const span = LANES * (2 * radius + 2);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = LANES; i < span; i += LANES) {
    a += lines[i]!;
    b += lines[i + 1]!;
    c += lines[i + 2]!;
    d += lines[i + 3]!;
  }
  let firstA = lines[0]!;
  let firstB = lines[1]!;
  let firstC = lines[2]!;
  let firstD = lines[3]!;
  for (let i = 0; i < LANES * length; i += LANES) {
    const lastA = lines[i + span]!;
    const lastB = lines[i + span + 1]!;
    const lastC = lines[i + span + 2]!;
    const lastD = lines[i + span + 3]!;
    lines[i] = a + edge * (firstA + lastA);
    lines[i + 1] = b + edge * (firstB + lastB);
    lines[i + 2] = c + edge * (firstC + lastC);
    lines[i + 3] = d + edge * (firstD + lastD);
    firstA = lines[i + 4]!;
    firstB = lines[i + 5]!;
    firstC = lines[i + 6]!;
    firstD = lines[i + 7]!;
    a += lastA - firstA;
    b += lastB - firstB;
    c += lastC - firstC;
    d += lastD - firstD;
  }
}
