import type { Json } from '#base/json.ts';
import { defaultParams } from '#contract/paramFields.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { MAX_PLACE } from './limits.ts';
import type { NodeId, Pipeline, PipelineNode } from './pipeline.ts';

/** The longest a node id may be. */
export const MAX_NODE_ID = 64;

/**
 * A node of that operator with every param at its default, except those given, and an id that the
 * pipeline doesn't have. Not yet part of the pipeline. `at` is rounded to whole pixels.
 */
export function newNode(
  pipeline: Pipeline,
  spec: OperatorSpec,
  at: readonly [x: number, y: number],
  params: Readonly<Record<string, Json>> = {},
): PipelineNode {
  const taken = new Set<string>(pipeline.nodes.map(({ id }) => id));
  return {
    id: freshId(taken, spec.id.slice(spec.id.lastIndexOf('/') + 1)),
    operator: spec.id,
    operatorVersion: spec.version,
    at: wholePixels(at),
    params: { ...defaultParams(spec), ...params },
  };
}

/** `base` if nobody has it, else the first free of `base-2`, `base-3`, … */
export function freshId(taken: ReadonlySet<string>, base: string): NodeId {
  let id = base.slice(0, MAX_NODE_ID);
  for (let count = 2; taken.has(id); count++) {
    const suffix = `-${count}`;
    id = base.slice(0, MAX_NODE_ID - suffix.length) + suffix;
  }
  return id as NodeId;
}

/** The nearest place that a document can hold: whole pixels, not too far out, never −0. */
export function wholePixels([x, y]: readonly [x: number, y: number]): readonly [number, number] {
  return [wholePixel(x), wholePixel(y)];
}

function wholePixel(length: number): number {
  return Math.min(MAX_PLACE, Math.max(-MAX_PLACE, Math.round(length))) + 0;
}
