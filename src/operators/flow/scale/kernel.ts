import { exp } from '#base/exponential.ts';
import { defineKernel, type KernelOf } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

type Params = Parameters<KernelOf<typeof spec>['open']>[0];

/**
 * One number for each, at its time. Smoothing is a low-pass of first order in the time of the stream: of a jump,
 * 1 − exp(−t / smoothing) is done after t, however often numbers come.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let last: { readonly value: number; readonly at: number } | undefined;

  return {
    process({ in: chunk }, emit) {
      const { payload, timestamp } = chunk!;
      const goal = scaled(payload, params);
      // Without an end there is no way towards it.
      if (!Number.isFinite(goal)) return env.drop('invalid');
      const value = last ? eased(last.value, goal, timestamp - last.at, params.smoothing) : goal;
      last = { value, at: timestamp };
      return emit('out', { ...chunk!, payload: value });
    },
    update(next) {
      params = next;
    },
  };
});

function scaled(value: number, { fromLow, fromHigh, toLow, toHigh, clamp, curve }: Params): number {
  if (Number.isNaN(value)) return value;
  const share =
    fromLow === fromHigh ? Number(value >= fromLow) : (value - fromLow) / (fromHigh - fromLow);
  const along = bent(clamp ? Math.min(1, Math.max(0, share)) : share, curve);
  // Both ends are met exactly.
  return along === 1 ? toHigh : toLow + along * (toHigh - toLow);
}

/** Beyond the range, the curve goes on as it would on the other side. */
function bent(share: number, curve: Params['curve']): number {
  switch (curve) {
    case 'linear':
      return share;
    case 'square':
      return share * Math.abs(share);
    case 'root':
      return share < 0 ? -Math.sqrt(-share) : Math.sqrt(share);
  }
}

/** `elapsed` in µs, the time constant in s. */
function eased(from: number, to: number, elapsed: number, smoothing: number): number {
  if (smoothing <= 0) return to;
  return to + (from - to) * exp(-elapsed / (smoothing * 1e6));
}
