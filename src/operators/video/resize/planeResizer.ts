import type { AxisTable } from './axisTable.ts';

/** Samples in rows, `channels` interleaved. */
export interface Raster {
  readonly data: Uint8Array;
  readonly stride: number;
}

/**
 * Resizes one plane by one table per axis, rows first, in doubles, rounded once at the end. Each source row
 * is resampled when a target row first needs it, and kept while it is needed. Owned by one kernel.
 */
export class PlaneResizer {
  readonly #columns: AxisTable;
  readonly #rows: AxisTable;
  readonly #channels: number;
  /** The newest resampled rows; source row r is in slot `r % taps`. */
  readonly #lines: readonly Float32Array[];
  /** Which source row each slot holds, −1 for none. */
  readonly #held: Int32Array;
  readonly #sum: Float64Array;

  constructor(columns: AxisTable, rows: AxisTable, channels: 1 | 4) {
    this.#columns = columns;
    this.#rows = rows;
    this.#channels = channels;
    const length = columns.length * channels;
    this.#lines = Array.from({ length: rows.taps }, () => new Float32Array(length));
    this.#held = new Int32Array(rows.taps);
    this.#sum = new Float64Array(length);
  }

  /** Writes the picture's part of `target`; what lies outside stays as it is. */
  apply(source: Raster, target: Raster): void {
    const { begin, length, taps, first, weights } = this.#rows;
    const start = this.#columns.begin * this.#channels;
    const sum = this.#sum;
    this.#held.fill(-1);
    for (let row = 0; row < length; row++) {
      sum.fill(0.5);
      for (let k = 0; k < taps; k++) {
        const weight = weights[row * taps + k]!;
        if (weight > 0) addScaled(sum, this.#line(source, first[row]! + k), weight);
      }
      const to = (begin + row) * target.stride + start;
      for (let i = 0; i < sum.length; i++) target.data[to + i] = sum[i]!;
    }
  }

  #line(source: Raster, row: number): Float32Array {
    const slot = row % this.#held.length;
    const line = this.#lines[slot]!;
    if (this.#held[slot] !== row) {
      this.#held[slot] = row;
      if (this.#channels === 1) resampleRow(source, row, this.#columns, line);
      else resampleRgbaRow(source, row, this.#columns, line);
    }
    return line;
  }
}

function addScaled(sum: Float64Array, line: Float32Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += line[i]! * weight;
}

function resampleRow(
  { data, stride }: Raster,
  row: number,
  { taps, first, weights }: AxisTable,
  out: Float32Array,
): void {
  for (let i = 0, w = 0; i < out.length; i++) {
    let sum = 0;
    const from = row * stride + first[i]!;
    for (let k = 0; k < taps; k++, w++) sum += data[from + k]! * weights[w]!;
    out[i] = sum;
  }
}

function resampleRgbaRow(
  { data, stride }: Raster,
  row: number,
  { taps, first, weights, length }: AxisTable,
  out: Float32Array,
): void {
  for (let i = 0, w = 0; i < length; i++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    let from = row * stride + first[i]! * 4;
    for (let k = 0; k < taps; k++, w++, from += 4) {
      const weight = weights[w]!;
      red += data[from]! * weight;
      green += data[from + 1]! * weight;
      blue += data[from + 2]! * weight;
      alpha += data[from + 3]! * weight;
    }
    out[i * 4] = red;
    out[i * 4 + 1] = green;
    out[i * 4 + 2] = blue;
    out[i * 4 + 3] = alpha;
  }
}
