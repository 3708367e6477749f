import { assert } from '#base/assert.ts';
import type { KernelModule } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import { halfUp } from '#stream/frames.ts';
import { micros } from '#stream/micros.ts';
import type { Colour, Frame } from '#stream/payload.ts';
import { makeFrame } from './payloads.ts';
import { runKernel } from './runKernel.ts';

/** Full-range BT.601, what edge and mask pictures have. */
export const FULL: Colour = { matrix: 'bt601', range: 'full' };

/**
 * Sends one frame through a filter from port `frame` to port `frame` and returns what came out. Fails
 * unless that is one frame with the time and duration of the first, and nothing was kept.
 */
export async function filterFrame<In extends InputPorts, Out extends OutputPorts, Params>(
  module: KernelModule<In, Out, Params>,
  params: Params,
  frame: Frame,
): Promise<Frame> {
  const time = { timestamp: micros(1_234_567), duration: micros(33_333) };
  const run = await runKernel(module, { params, inputs: [{ frame: { ...time, payload: frame } }] });
  const [out] = run.emitted;
  assert(out && run.emitted.length === 1, `One frame was due, ${run.emitted.length} came.`);
  assert(out.port === 'frame', `The frame left by '${out.port}'.`);
  assert(run.leaked === 0, 'The filter kept a frame.');
  const { timestamp, duration, payload } = out.chunk;
  assert(timestamp === time.timestamp && duration === time.duration, 'The time was changed.');
  assert(typeof payload === 'object' && payload.kind === 'frame', 'What came is no frame.');
  return payload;
}

/** The samples of one plane, row by row, without what pads the rows. RGBA rows have four a pixel. */
export function rowsOf(frame: Frame, plane: number = 0): number[][] {
  const width = plane > 0 ? halfUp(frame.width) : frame.width * (frame.format === 'RGBA' ? 4 : 1);
  const height = plane > 0 ? halfUp(frame.height) : frame.height;
  const stride = frame.strides[plane]!;
  return Array.from({ length: height }, (_, y) =>
    Array.from(frame.planes[plane]!.subarray(y * stride, y * stride + width)),
  );
}

/** The samples of every plane, to compare whole frames whatever their strides. */
export function samplesOf(frame: Frame): number[][][] {
  return frame.planes.map((_, plane) => rowsOf(frame, plane));
}

/** The same picture with `extra` bytes of rubbish after each row. */
export function paddedFrame(frame: Frame, extra: number): Frame {
  const planes = frame.planes.map((_, p) => {
    const rows = rowsOf(frame, p);
    return rows.flatMap((row) => [...row, ...Array.from({ length: extra }, (_x, i) => 171 + i)]);
  });
  const bytes = Uint8Array.from(planes.flat());
  let start = 0;
  return {
    ...frame,
    planes: planes.map(({ length }) => {
      start += length;
      return bytes.subarray(start - length, start);
    }),
    strides: frame.strides.map((stride) => stride + extra),
  };
}

/** Small frames of all formats and awkward sizes with reproducible noise in them. */
export function awkwardFrames(): Frame[] {
  const sizes = [
    [1, 1],
    [1, 6],
    [5, 1],
    [2, 3],
    [7, 5],
    [9, 8],
  ] as const;
  return sizes.flatMap(([width, height]) =>
    (['I420', 'GRAY8', 'RGBA'] as const).map((format) =>
      makeFrame(
        format,
        width,
        height,
        (p, x, y) => (p * 89 + x * 57 + y * y * 31 + x * y * 17) % 256,
      ),
    ),
  );
}
