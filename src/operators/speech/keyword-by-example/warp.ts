import type { Template } from './templates.ts';

/** How well the newest sound ends the word. */
export interface Match {
  /** The mean distance along the best path, 0 for the same. */
  readonly distance: number;
  /** Vectors since the word began, if it is one. */
  readonly length: number;
}

/** Compares a stream of vectors with one template, whenever the word may have begun. */
export interface Warp {
  push(vector: Float32Array): Match;
}

/**
 * Dynamic time warping with a free beginning (Sakoe and Chiba 1978, symmetric steps with slope ½ to 2:
 * (1, 1), (1, 2) and (2, 1), the last two weighing three halves of a diagonal). Each step costs the distance where
 * it leads, times its weight; sums are over the weights, so that lengths don't matter.
 */
export function createWarp(template: Template): Warp {
  const count = template.length;
  const column = () => ({
    cost: new Float64Array(count).fill(Infinity),
    weight: new Float64Array(count).fill(1),
    length: new Float64Array(count),
  });
  // The newest column and the two before it.
  let [now, one, two] = [column(), column(), column()];

  return {
    push(vector) {
      [now, one, two] = [two, now, one];
      for (let i = 0; i < count; i++) {
        const here = distance(template[i]!, vector);
        let [cost, weight, length] = i === 0 ? [here, 1, 1] : [Infinity, 1, 0];
        const consider = (from: typeof now, row: number, step: number, vectors: number): void => {
          if (row < 0) return;
          const total = from.cost[row]! + here * step;
          const sum = from.weight[row]! + step;
          if (total / sum >= cost / weight) return;
          [cost, weight, length] = [total, sum, from.length[row]! + vectors];
        };
        if (i > 0) {
          consider(one, i - 1, 2, 1);
          consider(one, i - 2, 3, 1);
          consider(two, i - 1, 3, 2);
        }
        now.cost[i] = cost;
        now.weight[i] = weight;
        now.length[i] = length;
      }
      const last = count - 1;
      return { distance: now.cost[last]! / now.weight[last]!, length: now.length[last]! };
    },
  };
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) {
    const off = a[k]! - b[k]!;
    sum += off * off;
  }
  return Math.sqrt(sum / a.length);
}
