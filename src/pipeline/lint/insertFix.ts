import type { Json } from '#base/json.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { newNode } from '#pipeline/newNode.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { insertOnEdge } from '#pipeline/rewire.ts';
import type { Wire } from '#pipeline/wiring.ts';
import type { Fix } from './finding.ts';
import type { LintContext } from './lintContext.ts';

/** How far above the edge's two nodes a new one is put: the height of a node and a gap, in canvas pixels. */
const ABOVE = 232;

/** Puts a new node into an edge, above its two ends, where there is room for it. */
export function insertFix(
  { specOf }: LintContext,
  { id, from, to }: Wire,
  {
    spec,
    params,
    title,
  }: {
    readonly spec: OperatorSpec;
    readonly params: Readonly<Record<string, Json>>;
    readonly title: string;
  },
): Fix {
  return {
    title,
    apply(pipeline) {
      const at = placeAbove(pipeline, from, to);
      return insertOnEdge(pipeline, id, newNode(pipeline, spec, at, params), specOf);
    },
  };
}

/** Midway between two nodes and above them, where there is room for one more. */
export function placeAbove(
  pipeline: Pipeline,
  from: NodeId,
  to: NodeId,
): readonly [x: number, y: number] {
  const ends = [from, to].flatMap((node) => findNode(pipeline, node)?.at ?? []);
  const [ax = 0, ay = 0, bx = ax, by = ay] = ends;
  return [(ax + bx) / 2, Math.min(ay, by) - ABOVE];
}
