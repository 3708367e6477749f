import { defineKernel } from '#contract/kernel.ts';
import { halfUp } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import { type AxisPlan, axisTable, type Method } from './axisTable.ts';
import { type Fit, placePicture, type Size } from './placement.ts';
import { PlaneResizer } from './planeResizer.ts';
import type { spec } from './spec.ts';

/** How one shape of frame is resized: a resizer per plane, and whether bars remain to be filled. */
interface Plan {
  readonly format: Frame['format'];
  readonly source: Size;
  readonly planes: readonly PlaneResizer[];
  readonly hasBars: boolean;
}

export const kernel = defineKernel<typeof spec>((params, env) => {
  let current = params;
  let plan: Plan | undefined;

  return {
    process({ frame }, emit) {
      if (!frame) return;
      const source = frame.payload;
      const { width, height } = current;
      if (source.width === width && source.height === height) return emit('frame', frame);
      if (!plan || !fitsPlan(source, plan)) plan = planFor(source, current);
      const payload = env.frames.allocate(source.format, width, height, source.colour);
      if (plan.hasBars) fillBlack(payload);
      for (const [index, resizer] of plan.planes.entries()) {
        resizer.apply(
          { data: source.planes[index]!, stride: source.strides[index]! },
          { data: payload.planes[index]!, stride: payload.strides[index]! },
        );
      }
      return emit('frame', { ...frame, payload });
    },
    update(next) {
      current = next;
      plan = undefined;
    },
  };
});

function fitsPlan({ format, width, height }: Frame, plan: Plan): boolean {
  return format === plan.format && width === plan.source.width && height === plan.source.height;
}

function planFor(
  { format, width, height }: Frame,
  params: Size & { readonly fit: Fit; readonly method: Method },
): Plan {
  const placed = placePicture({ width, height }, params, params.fit);
  const columns: AxisPlan = {
    source: width,
    offset: placed.x,
    extent: placed.width,
    begin: Math.max(Math.floor(placed.x), 0),
    end: Math.min(Math.ceil(placed.x + placed.width), params.width),
    method: params.method,
  };
  const rows: AxisPlan = {
    source: height,
    offset: placed.y,
    extent: placed.height,
    begin: Math.max(Math.floor(placed.y), 0),
    end: Math.min(Math.ceil(placed.y + placed.height), params.height),
    method: params.method,
  };
  const planes = [planeResizer(columns, rows, format === 'RGBA' ? 4 : 1)];
  if (format === 'I420') {
    const [across, down] = [halved(columns), halved(rows)];
    planes.push(planeResizer(across, down, 1), planeResizer(across, down, 1));
  }
  const hasBars = placed.width < params.width || placed.height < params.height;
  return { format, source: { width, height }, planes, hasBars };
}

/** The same axis for chroma. An odd side has half a chroma sample beyond its end, on the source too. */
function halved({ source, offset, extent, begin, end, method }: AxisPlan): AxisPlan {
  return {
    source: halfUp(source),
    offset: offset / 2,
    extent: (extent * halfUp(source)) / source,
    begin: begin >> 1,
    end: halfUp(end),
    method,
  };
}

function planeResizer(columns: AxisPlan, rows: AxisPlan, channels: 1 | 4): PlaneResizer {
  return new PlaneResizer(axisTable(columns), axisTable(rows), channels);
}

/** Fills a frame with opaque black. */
function fillBlack({ format, planes, colour }: Frame): void {
  const black = colour.range === 'full' || format === 'RGBA' ? 0 : 16;
  planes.forEach((plane, index) => plane.fill(index === 0 ? black : 128));
  if (format !== 'RGBA') return;
  const rgba = planes[0]!;
  for (let alpha = 3; alpha < rgba.length; alpha += 4) rgba[alpha] = 255;
}
