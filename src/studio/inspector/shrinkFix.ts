import { paramFields } from '#contract/paramFields.ts';
import { isSink, isSource, mainTypeOf, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import type { NodeSnapshot } from '#engine/snapshot.ts';
import { newNode } from '#pipeline/newNode.ts';
import {
  edgeId,
  findNode,
  type NodeId,
  type Pipeline,
  portRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { insertOnEdge } from '#pipeline/rewire.ts';
import { snap } from '#studio/canvas/places.ts';

/** Pictures narrower than this are not made smaller: what is slow then is not their size. In pixels. */
const SMALLEST = 320;
/** How far above the edge's two nodes the new one is put: the height of a node and a gap, in canvas pixels. */
const ABOVE = 232;

/** A cure for a node that is too slow for its pictures. */
export interface ShrinkFix {
  /** What the button says: `Resize to 640 × 360 first`. */
  readonly title: string;
  /** The pipeline with the smaller pictures. */
  apply(pipeline: Pipeline): Pipeline;
}

/**
 * Halves the pictures before they enter a slow node, by the operator that makes pictures one size.
 * Undefined if no pictures flow in, they are small already, or there is no such operator.
 */
export function shrinkFix(
  pipeline: Pipeline,
  id: NodeId,
  reading: NodeSnapshot | undefined,
  specs: readonly OperatorSpec[],
  specOf: SpecOf,
): ShrinkFix | undefined {
  const node = findNode(pipeline, id);
  const sizer = specs.find(isSizer);
  if (!node || !sizer || !reading || node.operator === sizer.id) return undefined;
  for (const edge of pipeline.edges) {
    const port = Object.keys(specOf(node.operator)?.inputs ?? {}).find(
      (name) => edge.to === portRef(id, name),
    );
    const size = port === undefined ? undefined : sizeIn(reading.ports[`in.${port}`]);
    if (!size || size.width < 2 * SMALLEST) continue;
    const sender = findNode(pipeline, splitPortRef(edge.from).node) ?? node;
    const [x, y] = [(sender.at[0] + node.at[0]) / 2, Math.min(sender.at[1], node.at[1]) - ABOVE];
    const half = { width: evenHalf(size.width), height: evenHalf(size.height) };
    const apply = (before: Pipeline): Pipeline => {
      return insertOnEdge(
        before,
        edgeId(edge),
        newNode(before, sizer, snap({ x, y }), half),
        specOf,
      );
    };
    if (apply(pipeline) === pipeline) continue;
    return { title: `${sizer.title} to ${half.width} × ${half.height} first`, apply };
  }
  return undefined;
}

/** True for an operator that gives its pictures a width and a height in pixels. */
function isSizer(spec: OperatorSpec): boolean {
  if (isSource(spec) || isSink(spec)) return false;
  const ports = [...Object.values(spec.inputs), ...Object.values(spec.outputs)];
  if (ports.length !== 2 || ports.some((port) => mainTypeOf(port) !== 'video/raw')) return false;
  const inPixels = paramFields(spec).filter(
    ({ kind, meta }) => kind === 'number' && meta.unit === 'px',
  );
  return ['width', 'height'].every((name) => inPixels.some((field) => field.name === name));
}

/** The size in a port's caps in words, such as `1280 × 720 I420`. */
function sizeIn(caps: string | undefined) {
  const match = /(\d+) × (\d+)/.exec(caps ?? '');
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** Half, to the nearest even number: the colour of I420 comes in pairs. */
function evenHalf(pixels: number): number {
  return 2 * Math.round(pixels / 4);
}
