import { cos } from '#base/trigonometry.ts';

/**
 * The first `count` terms of the orthonormal cosine transform of type II of `length` values, as rows one
 * after the other (Ahmed, Natarajan and Rao 1974).
 */
export function cosineRows(count: number, length: number): Float64Array {
  const rows = new Float64Array(count * length);
  for (let k = 0; k < count; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
    for (let n = 0; n < length; n++) {
      rows[k * length + n] = scale * cos((Math.PI * k * (2 * n + 1)) / (2 * length));
    }
  }
  return rows;
}
