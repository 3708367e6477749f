import { sobelRow } from '#operators/video/_shared/gradient.ts';
import type { Luma } from '#operators/video/_shared/luma.ts';
import type { Frame } from '#stream/payload.ts';

/** When a pixel is an edge; thresholds in units of the 3 × 3 Sobel sums of the samples. */
export interface EdgeThresholds {
  readonly low: number;
  readonly high: number;
  readonly magnitude: 'euclidean' | 'manhattan';
}

/** tan 22.5° times 2^15, which parts the four directions an edge may cross. */
const TAN_22 = 13_573;
const WEAK = 1;
const STRONG = 2;

/**
 * Thin edges of a smoothed picture: pixels whose gradient is a maximum across the edge, that are steeper
 * than `high`, or steeper than `low` and joined to such a one through their eight neighbours. After
 * J. Canny, A Computational Approach to Edge Detection, 1986; rounding, ties and borders as in OpenCV.
 * Keeps its working memory; one per kernel.
 */
export class EdgeFinder {
  /** Rows y − 1, y, y + 1 in turn, each with a zero at both ends. */
  #steepness: readonly [Int32Array, Int32Array, Int32Array] = threeRows(0);
  #gradients = twoRows(0);
  /** A mark for each pixel, with a border of zeros all around. */
  #marks = new Uint8Array(0);
  #stack = new Int32Array(0);
  #width = 0;
  #height = 0;

  /** Writes 255 for an edge and 0 for none into plane 0 of `out`, whose size the picture has. */
  find(luma: Pick<Luma, 'data' | 'stride'>, thresholds: EdgeThresholds, out: Frame): void {
    this.#reserve(out.width, out.height);
    const squared = thresholds.magnitude === 'euclidean';
    const [low, high] = [
      Math.min(thresholds.low, thresholds.high),
      Math.max(thresholds.low, thresholds.high),
    ];
    const limits = squared ? { low: low * low, high: high * high } : { low, high };
    const { width, height } = out;
    let found = 0;
    this.#steepness[2].fill(0);
    for (let y = 0; y <= height; y++) {
      const row = this.#steepness[y % 3]!;
      if (y < height) {
        const { gx, gy } = this.#gradients[y % 2]!;
        sobelRow(luma, out, y, gx, gy);
        if (squared) squaredLength(gx, gy, width, row);
        else absoluteSum(gx, gy, width, row);
      } else {
        row.fill(0);
      }
      if (y > 0) found = this.#markRow(y - 1, limits, found);
    }
    this.#follow(found);
    this.#draw(out);
  }

  #reserve(width: number, height: number): void {
    if (width === this.#width && height === this.#height) return;
    this.#width = width;
    this.#height = height;
    this.#steepness = threeRows(width + 2);
    this.#gradients = twoRows(width);
    this.#marks = new Uint8Array((width + 2) * (height + 2));
    this.#stack = new Int32Array(width * height);
  }

  /** Marks the maxima of a row, stacks the strong ones on top of `found` others, and returns the new count. */
  #markRow(
    y: number,
    { low, high }: { readonly low: number; readonly high: number },
    found: number,
  ): number {
    const above = this.#steepness[(y + 2) % 3]!;
    const row = this.#steepness[y % 3]!;
    const below = this.#steepness[(y + 1) % 3]!;
    const { gx, gy } = this.#gradients[y % 2]!;
    const marks = this.#marks;
    const stack = this.#stack;
    const start = (y + 1) * (this.#width + 2);
    let count = found;
    for (let x = 1; x <= this.#width; x++) {
      const here = row[x]!;
      marks[start + x] = 0;
      if (here <= low) continue;
      const dx = gx[x - 1]!;
      const dy = gy[x - 1]!;
      const run = Math.abs(dx) * TAN_22;
      const rise = Math.abs(dy) << 15;
      let isPeak: boolean;
      if (rise < run) {
        isPeak = here > row[x - 1]! && here >= row[x + 1]!;
      } else if (rise > run + (Math.abs(dx) << 16)) {
        isPeak = here > above[x]! && here >= below[x]!;
      } else {
        const side = (dx ^ dy) < 0 ? -1 : 1;
        isPeak = here > above[x - side]! && here > below[x + side]!;
      }
      if (!isPeak) continue;
      if (here > high) {
        marks[start + x] = STRONG;
        stack[count++] = start + x;
      } else {
        marks[start + x] = WEAK;
      }
    }
    return count;
  }

  /** Makes every weak pixel strong that is joined to a strong one. */
  #follow(found: number): void {
    const marks = this.#marks;
    const stack = this.#stack;
    const line = this.#width + 2;
    let count = found;
    while (count > 0) {
      const at = stack[--count]!;
      for (let row = at - line; row <= at + line; row += line) {
        for (let next = row - 1; next <= row + 1; next++) {
          if (marks[next] !== WEAK) continue;
          marks[next] = STRONG;
          stack[count++] = next;
        }
      }
    }
  }

  #draw(out: Frame): void {
    const target = out.planes[0]!;
    const marks = this.#marks;
    for (let y = 0; y < this.#height; y++) {
      let from = (y + 1) * (this.#width + 2) + 1;
      const start = y * out.strides[0]!;
      for (let to = start; to < start + this.#width; to++, from++) {
        target[to] = marks[from] === STRONG ? 255 : 0;
      }
    }
  }
}

function squaredLength(gx: Int16Array, gy: Int16Array, width: number, out: Int32Array): void {
  for (let x = 0; x < width; x++) out[x + 1] = gx[x]! * gx[x]! + gy[x]! * gy[x]!;
}

function absoluteSum(gx: Int16Array, gy: Int16Array, width: number, out: Int32Array): void {
  for (let x = 0; x < width; x++) out[x + 1] = Math.abs(gx[x]!) + Math.abs(gy[x]!);
}

function threeRows(length: number) {
  return [new Int32Array(length), new Int32Array(length), new Int32Array(length)] as const;
}

function twoRows(length: number) {
  const row = () => ({ gx: new Int16Array(length), gy: new Int16Array(length) });
  return [row(), row()] as const;
}
