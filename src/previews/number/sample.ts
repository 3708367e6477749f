import { assert } from '#base/assert.ts';
import type { CreateSampler } from '#previews/sampler.ts';

/** Values a sample carries at most; older ones are left out. */
const MOST = 64;

/** Collects the values that passed since the last sample. */
export const createNumberSampler: CreateSampler = () => {
  let values: number[] = [];
  return {
    see(payload) {
      assert(typeof payload === 'number', 'A number preview is made of numbers only.');
      values.push(payload);
      if (values.length > 2 * MOST) values = values.slice(-MOST);
    },
    sample() {
      const sample = { kind: 'number', values: Float64Array.from(values.slice(-MOST)) } as const;
      values = [];
      return sample;
    },
  };
};
