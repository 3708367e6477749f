import { defineKernel } from '#contract/kernel.ts';
import { frameToRgba, rgbaToI420 } from '#stream/colour.ts';
import { defaultColour, halfUp } from '#stream/frames.ts';
import type { Colour, Frame } from '#stream/payload.ts';
import { rangeTables } from './rangeTables.ts';
import type { spec } from './spec.ts';

/** No colour: what both chroma samples of grey are. */
const NEUTRAL = 128;

/**
 * A frame that is as wanted passes as it is. Where only the range differs samples are mapped one by one; a
 * new matrix goes by way of RGB. Grey out of YUV shares the memory of the brightness that came.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;

  const convert = (frame: Frame): Frame => {
    const { format, matrix } = params;
    if (format === 'RGBA' && frame.format === 'RGBA' && matrix === 'auto') return frame;
    const colour = colourOf(frame, params);
    if (format === 'RGBA') return toRgba(frame, colour);
    const isNear = frame.format === 'GRAY8' || frame.colour.matrix === colour.matrix;
    if (frame.format === 'RGBA' || !isNear) return fromRgba(toRgba(frame, colour), colour);
    const ranged = frame.colour.range === colour.range ? frame : mapRange(frame, colour);
    if (format === ranged.format) return { ...ranged, colour };
    return format === 'GRAY8' ? brightnessOf(ranged, colour) : withoutColour(ranged, colour);
  };

  const toRgba = (frame: Frame, colour: Colour): Frame => {
    const ours = { ...colour, range: 'full' } as const;
    if (frame.format === 'RGBA') return { ...frame, colour: ours };
    const out = env.frames.allocate('RGBA', frame.width, frame.height, ours);
    frameToRgba(frame, out.planes[0]!);
    return out;
  };

  const fromRgba = (frame: Frame, colour: Colour): Frame => {
    const out = env.frames.allocate('I420', frame.width, frame.height, colour);
    rgbaToI420(frame, out);
    return params.format === 'GRAY8' ? brightnessOf(out, colour) : out;
  };

  const mapRange = (frame: Frame, colour: Colour): Frame => {
    const out = env.frames.allocate(frame.format, frame.width, frame.height, colour);
    const { luma, chroma } = rangeTables(frame.colour.range, colour.range);
    frame.planes.forEach((plane, p) => {
      const size = p === 0 ? frame : { width: halfUp(frame.width), height: halfUp(frame.height) };
      const from = { plane, stride: frame.strides[p]! };
      const to = { plane: out.planes[p]!, stride: out.strides[p]! };
      mapPlane(from, to, size, p === 0 ? luma : chroma);
    });
    return out;
  };

  const withoutColour = (frame: Frame, colour: Colour): Frame => {
    const out = env.frames.allocate('I420', frame.width, frame.height, colour);
    const [from, to] = [frame.planes[0]!, out.planes[0]!];
    for (let y = 0; y < frame.height; y++) {
      const start = y * frame.strides[0]!;
      to.set(from.subarray(start, start + frame.width), y * out.strides[0]!);
    }
    out.planes[1]!.fill(NEUTRAL);
    out.planes[2]!.fill(NEUTRAL);
    return out;
  };

  return {
    process({ frame }, emit) {
      if (!frame) return;
      return emit('frame', { ...frame, payload: convert(frame.payload) });
    },
    update(next) {
      params = next;
    },
  };
});

/** The colour of the result; that of RGB in its brightness alone, since its range is always full. */
function colourOf(
  { format, height, colour }: Frame,
  wanted: { readonly matrix: 'auto' | Colour['matrix']; readonly range: 'auto' | Colour['range'] },
): Colour {
  const own = format === 'RGBA' ? defaultColour(height) : colour;
  return {
    matrix: wanted.matrix === 'auto' ? own.matrix : wanted.matrix,
    range: wanted.range === 'auto' ? own.range : wanted.range,
  };
}

function brightnessOf(frame: Frame, colour: Colour): Frame {
  const { planes, strides } = frame;
  return { ...frame, format: 'GRAY8', planes: [planes[0]!], strides: [strides[0]!], colour };
}

interface Plane {
  readonly plane: Uint8Array;
  readonly stride: number;
}

function mapPlane(
  from: Plane,
  to: Plane,
  { width, height }: { readonly width: number; readonly height: number },
  table: Uint8Array,
): void {
  for (let y = 0; y < height; y++) {
    let at = y * to.stride;
    for (let i = y * from.stride, end = i + width; i < end; i++, at++) {
      to.plane[at] = table[from.plane[i]!]!;
    }
  }
}
