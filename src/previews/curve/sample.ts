import { assert } from '#base/assert.ts';
import { MAX_PREVIEW } from '#previews/sample.ts';
import type { CreateSampler } from '#previews/sampler.ts';
import type { Axis, Tensor } from '#stream/payload.ts';

/** Lowest frequency a logarithmic axis shows, in Hz: the lower end of hearing. */
const LOWEST_FREQUENCY = 20;

/**
 * Draws the last axis of a tensor as a curve: other axes are folded by their highest value. An axis in
 * Hz is spaced by ratio from 20 Hz up, any other evenly.
 */
export const createCurveSampler: CreateSampler = (size) => {
  const columns = Math.max(1, Math.min(size.width, MAX_PREVIEW.width));
  return {
    sample(payload) {
      assert(
        typeof payload === 'object' && payload.kind === 'tensor',
        'A curve is made of tensors only.',
      );
      const line = foldedToLastAxis(payload);
      const axis = payload.axes.at(-1) ?? { name: '', unit: '', start: 0, step: 1 };
      const end = axis.start + axis.step * Math.max(1, line.length - 1);
      const start = Math.max(axis.start, Math.min(LOWEST_FREQUENCY, end / 2));
      const isLog = axis.unit === 'Hz' && line.length > 2;
      return {
        kind: 'curve',
        values: isLog ? logColumns(line, axis, start, columns) : evenColumns(line, columns),
        unit: payload.unit,
        axis: isLog
          ? { unit: axis.unit, start, end, scale: 'log' }
          : { unit: axis.unit, start: axis.start, end },
        peak: axis.start + axis.step * peakOf(line),
      };
    },
  };
};

function foldedToLastAxis(tensor: Tensor): Float32Array {
  const length = tensor.shape.at(-1) ?? 1;
  if (tensor.data.length <= length) return tensor.data;
  const line = tensor.data.slice(0, length);
  for (let i = length; i < tensor.data.length; i++) {
    const at = i % length;
    if (tensor.data[i]! > line[at]!) line[at] = tensor.data[i]!;
  }
  return line;
}

/** At most `columns` values, each the highest of the elements it covers. */
function evenColumns(line: Float32Array, columns: number): Float32Array<ArrayBuffer> {
  const count = Math.min(columns, line.length);
  const values = new Float32Array(count);
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * line.length) / count);
    const to = Math.floor(((column + 1) * line.length) / count);
    values[column] = highestOf(line, from, Math.max(from + 1, to));
  }
  return values;
}

/**
 * Columns whose borders grow by a constant ratio; one that is narrower than an element lies between two
 * of them on a straight line.
 */
export function logColumns(
  line: Float32Array,
  axis: Axis,
  start: number,
  columns: number,
  end = axis.start + axis.step * (line.length - 1),
): Float32Array<ArrayBuffer> {
  const ratio = (end / start) ** (1 / columns);
  const values = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    const from = (start * ratio ** column - axis.start) / axis.step;
    const to = (start * ratio ** (column + 1) - axis.start) / axis.step;
    const first = Math.ceil(from);
    const last = Math.ceil(to);
    values[column] = first < last ? highestOf(line, first, last) : between(line, (from + to) / 2);
  }
  return values;
}

function highestOf(line: Float32Array, from: number, to: number): number {
  let highest = -Infinity;
  for (let i = from; i < to && i < line.length; i++) {
    if (line[i]! > highest) highest = line[i]!;
  }
  return highest;
}

function between(line: Float32Array, at: number): number {
  const below = Math.max(0, Math.min(line.length - 2, Math.floor(at)));
  return line[below]! + (line[below + 1]! - line[below]!) * Math.min(1, at - below);
}

/**
 * Index of the highest element, refined by the parabola through it and its neighbours
 * (J. O. Smith, Spectral Audio Signal Processing, "Quadratic Interpolation of Spectral Peaks").
 */
function peakOf(line: Float32Array): number {
  let peak = 0;
  for (let i = 1; i < line.length; i++) {
    if (line[i]! > line[peak]!) peak = i;
  }
  if (peak === 0 || peak >= line.length - 1) return peak;
  const left = line[peak - 1]!;
  const right = line[peak + 1]!;
  const bend = left - 2 * line[peak]! + right;
  return bend < 0 ? peak + (left - right) / (2 * bend) : peak;
}
