import { assert } from '#base/assert.ts';
import { MAX_PREVIEW, type SampleSize } from '#previews/sample.ts';
import type { CreateSampler } from '#previews/sampler.ts';
import type { Frame } from '#stream/payload.ts';

/** Takes every n-th pixel of the newest frame straight from its planes, as full-range RGBA. */
export const createPictureSampler: CreateSampler = (size) => ({
  sample(payload) {
    assert(
      typeof payload === 'object' && payload.kind === 'frame',
      'A picture is made of frames only.',
    );
    const { width, height } = fitInto(payload, size);
    const pixels = new Uint8ClampedArray(width * height * 4);
    subsample(payload, width, height, pixels);
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

function subsample(frame: Frame, width: number, height: number, out: Uint8ClampedArray): void {
  const { format, planes, strides, colour } = frame;
  const limited = colour.range === 'limited';
  const lumaScale = limited ? 255 / 219 : 1;
  const chromaScale = limited ? 255 / 224 : 1;
  const [kr, kb] = colour.matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const kg = 1 - kr - kb;
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * frame.height) / height);
    for (let x = 0; x < width; x++) {
      const column = Math.floor(((x + 0.5) * frame.width) / width);
      if (format === 'RGBA') {
        const from = row * strides[0]! + column * 4;
        for (let c = 0; c < 4; c++) out[at++] = planes[0]![from + c]!;
        continue;
      }
      const luma = (planes[0]![row * strides[0]! + column]! - (limited ? 16 : 0)) * lumaScale;
      let u = 0;
      let v = 0;
      if (format === 'I420') {
        const chroma = (row >> 1) * strides[1]! + (column >> 1);
        u = (planes[1]![chroma]! - 128) * chromaScale;
        v = (planes[2]![chroma]! - 128) * chromaScale;
      }
      out[at++] = luma + 2 * (1 - kr) * v;
      out[at++] = luma - (2 * kb * (1 - kb) * u + 2 * kr * (1 - kr) * v) / kg;
      out[at++] = luma + 2 * (1 - kb) * u;
      out[at++] = 255;
    }
  }
}
