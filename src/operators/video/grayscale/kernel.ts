import { defineKernel } from '#contract/kernel.ts';
import { takeGray } from '#operators/video/_shared/gray.ts';
import { rgbaLuma } from '#operators/video/_shared/luma.ts';
import type { Frame } from '#stream/payload.ts';
import type { spec } from './spec.ts';

/** The luma plane of an I420 frame as a frame of its own over the same memory, range as it was. */
export function lumaFrame(frame: Frame): Frame {
  return {
    ...frame,
    format: 'GRAY8',
    planes: [frame.planes[0]!],
    strides: [frame.strides[0]!],
  };
}

export const kernel = defineKernel<typeof spec>((_params, env) => ({
  process({ frame }, emit) {
    if (!frame) return;
    const { payload } = frame;
    if (payload.format === 'GRAY8') return emit('frame', frame);
    if (payload.format === 'I420') return emit('frame', { ...frame, payload: lumaFrame(payload) });
    const grey = takeGray(env.frames, payload);
    rgbaLuma(payload, grey.planes[0]!, grey.strides[0]!);
    return emit('frame', { ...frame, payload: grey });
  },
  update() {},
}));
