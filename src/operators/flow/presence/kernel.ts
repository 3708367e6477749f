import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** Both inputs are synchronised, so that a chunk that is not there by now never comes (MediaPipe, PacketPresenceCalculator). */
export const kernel = defineKernel<typeof spec>(() => ({
  process({ beat, in: chunk }, emit) {
    if (!beat) return;
    return emit('present', { timestamp: beat.timestamp, payload: chunk ? 1 : 0 });
  },
}));
