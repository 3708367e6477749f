import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** One number for each place that the list has; what is no number is invalid. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let values = listOf(params.values);

  return {
    process({ in: chunk }, emit) {
      const { payload } = chunk!;
      if (Number.isNaN(payload)) return env.drop('invalid');
      const place = Math.round(payload) - params.first;
      const nearest = Math.min(values.length - 1, Math.max(0, place));
      if (place !== nearest && params.outside === 'nothing') return undefined;
      return emit('out', { ...chunk!, payload: values[nearest]! });
    },
    update(next) {
      params = next;
      values = listOf(params.values);
    },
  };
});

function listOf(text: string): readonly number[] {
  return text
    .trim()
    .split(/\s*[,;]\s*|\s+/)
    .map(Number);
}
