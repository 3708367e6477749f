import { assert } from '#base/assert.ts';
import type { CreateSampler } from '#previews/sampler.ts';

/** Hands on what was found in the newest frame. */
export const createBoxesSampler: CreateSampler = () => ({
  sample(payload) {
    assert(
      typeof payload === 'object' && payload.kind === 'detections',
      'Boxes are made of detections only.',
    );
    return { kind: 'boxes', items: payload.items };
  },
});
