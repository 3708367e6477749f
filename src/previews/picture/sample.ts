import { assert } from '#base/assert.ts';
import { MAX_PREVIEW, type SampleSize } from '#previews/sample.ts';
import type { CreateSampler } from '#previews/sampler.ts';
import { rgbaSubsample } from '#stream/subsample.ts';

/** Shrinks the newest frame straight from its planes, as full-range RGBA. */
export const createPictureSampler: CreateSampler = (size) => ({
  sample(payload) {
    assert(
      typeof payload === 'object' && payload.kind === 'frame',
      'A picture is made of frames only.',
    );
    const { width, height } = fitInto(payload, size);
    const pixels = new Uint8ClampedArray(width * height * 4);
    rgbaSubsample(payload, width, height, pixels);
    return { kind: 'picture', pixels, width, height };
  },
});

/** The largest size of the frame's aspect ratio within `room` and `MAX_PREVIEW`, never above the frame's own. */
export function fitInto(frame: SampleSize, room: SampleSize): SampleSize {
  const scale = Math.min(
    1,
    Math.min(room.width, MAX_PREVIEW.width) / frame.width,
    Math.min(room.height, MAX_PREVIEW.height) / frame.height,
  );
  return {
    width: Math.max(1, Math.round(frame.width * scale)),
    height: Math.max(1, Math.round(frame.height * scale)),
  };
}
