import { log10 } from '#base/exponential.ts';
import { FLOOR_DB } from '#operators/audio/_shared/decibels.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { allFinite } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import { createGatedLoudness } from './gatedLoudness.ts';
import { createStepMeter, type StepMeter } from './stepMeter.ts';
import type { spec } from './spec.ts';

const STEPS_A_MOMENT = 4;
const STEPS_SHORT_TERM = 30;

/**
 * Sound is weighted and its power summed in steps of 0.1 s; a moment is four of them, so that moments
 * overlap by 75 %. Values lie at the last sample of a step, once there is enough sound for them. A gap, a
 * new rate or new channels start moments anew; what is integrated goes on.
 */
export const kernel = defineKernel<typeof spec>((_, env) => {
  const integrated = createGatedLoudness();
  let meter: StepMeter | undefined;
  let rate = 0;
  let count = 0;
  let last = -Infinity;

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (!allFinite(channels)) {
        meter = undefined;
        return env.drop('invalid');
      }
      if (!meter || discontinuity || sampleRate !== rate || channels.length !== count) {
        meter = createStepMeter(sampleRate, channels.length, STEPS_SHORT_TERM);
        rate = sampleRate;
        count = channels.length;
      }
      const steps: (() => void | Promise<void>)[] = [];
      const length = channels[0]!.length;
      for (let from = 0; from < length;) {
        from = meter.push(channels, from);
        if (!meter.complete || meter.steps < STEPS_A_MOMENT) continue;
        const sample = chunk.timestamp + ((from - 1) * 1e6) / sampleRate;
        last = Math.max(last + 1, Math.round(sample));
        const timestamp = micros(last);
        const moment = meter.power(STEPS_A_MOMENT);
        integrated.push(moment);
        const whole = loudnessOf(integrated.power());
        steps.push(() => emit('momentary', { timestamp, payload: loudnessOf(moment) }));
        if (meter.steps >= STEPS_SHORT_TERM) {
          const short = loudnessOf(meter.power(STEPS_SHORT_TERM));
          steps.push(() => emit('shortTerm', { timestamp, payload: short }));
        }
        steps.push(() => emit('integrated', { timestamp, payload: whole }));
      }
      return inOrder(steps);
    },
  };
});

/** Loudness of a weighted power (BS.1770-4, eq. 2), never below the floor. */
function loudnessOf(power: number): number {
  return Math.max(FLOOR_DB, -0.691 + 10 * log10(power));
}
