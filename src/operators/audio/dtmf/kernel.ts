import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { defineKernel } from '#contract/kernel.ts';
import { createKeypad } from './keypad.ts';
import type { spec } from './spec.ts';

const STRETCH_SECONDS = 0.0256;
const HOP_SECONDS = 0.002;
/** Stretches in a row that have a key: at most 14 for a press of 20 ms, at least 22 for 40 ms. */
const PRESSED = 17;
/** Stretches in a row without it, so that a dropout of a few milliseconds is no release. */
const RELEASED = 5;

/** A key counts once enough stretches in a row have it, and again after some have not. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let pressed: number | undefined;
  let candidate: number | undefined;
  let times = 0;
  const rack = createAnalysisRack(env, (rate) => {
    const size = Math.round(STRETCH_SECONDS * rate);
    const keyIn = createKeypad(rate, size);
    return {
      size,
      hop: Math.round(HOP_SECONDS * rate),
      analyse: (stretch) => keyIn(stretch, params),
    };
  });

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const presses = rack.push(chunk).flatMap(({ timestamp, value: key }) => {
        times = key === candidate ? times + 1 : 1;
        candidate = key;
        if (times < (key === undefined ? RELEASED : PRESSED) || key === pressed) return [];
        pressed = key;
        return key === undefined ? [] : [{ timestamp, payload: key }];
      });
      return inOrder(presses.map((press) => () => emit('key', press)));
    },
    update(next) {
      params = next;
    },
  };
});
