import { LANES, type LineFilter, sampledGaussian, tripleBox } from './lineFilters.ts';

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
 * with it. Beyond the border the outermost sample goes on. Within 1 level of the real Gaussian below 2
 * samples, within 3 levels above. Keeps its working memory; one per kernel.
 */
export class GaussianBlur {
  readonly #filter: LineFilter;
  /** Four lines, interleaved. */
  #lines = new Float64Array(0);
  /** The picture after the rows are filtered. */
  #middle = new Float32Array(0);

  constructor(sigma: number) {
    this.#filter = sigma < BOXES_FROM ? sampledGaussian(sigma) : tripleBox(sigma);
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
      this.#run(width);
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
      this.#run(height);
      this.#store(target.data, to);
    }
  }

  #reserve(width: number, height: number): void {
    const lines = LANES * (Math.max(width, height) + 2 * this.#filter.reach);
    if (this.#lines.length < lines) this.#lines = new Float64Array(lines);
    if (this.#middle.length < width * height) this.#middle = new Float32Array(width * height);
  }

  #load(data: Uint8Array, { start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const one = Math.min(1, last) * lane;
    const two = Math.min(2, last) * lane;
    const three = last * lane;
    const end = LANES * (this.#filter.reach + length);
    for (let i = LANES * this.#filter.reach, at = start; i < end; i += LANES, at += step) {
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
    const end = LANES * (this.#filter.reach + length);
    for (let i = LANES * this.#filter.reach, at = start; i < end; i += LANES, at += step) {
      lines[i] = data[at]!;
      lines[i + 1] = data[at + one]!;
      lines[i + 2] = data[at + two]!;
      lines[i + 3] = data[at + three]!;
    }
  }

  #storeMiddle({ start, last, lane, step, length }: Block): void {
    const lines = this.#lines;
    const data = this.#middle;
    const scale = this.#filter.scale;
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
    const scale = this.#filter.scale;
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
  #run(length: number): void {
    const lines = this.#lines;
    const first = LANES * this.#filter.reach;
    const end = first + LANES * length;
    for (let i = 0; i < first; i++) {
      lines[i] = lines[first + (i & 3)]!;
      lines[end + i] = lines[end - LANES + (i & 3)]!;
    }
    this.#filter.apply(lines, length);
  }
}
