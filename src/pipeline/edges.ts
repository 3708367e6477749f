import { findPath } from './loops.ts';
import {
  type Edge,
  edgeId,
  type EdgeId,
  type EdgeQueue,
  type Pipeline,
  type PortRef,
  splitPortRef,
} from './pipeline.ts';

/** What the document may say of a queue, in schema order. */
export const QUEUE_FIELDS = [
  'overflow',
  'capacity',
  'bytes',
  'seconds',
  'leastChunks',
  'leastSeconds',
  'flushOnEnd',
] as const;

// Every function here returns the very same pipeline when it changed nothing.

/**
 * Joins an output to an input. An input takes one edge, so the one that ended there is replaced, in its
 * place; one that closes a loop becomes a loop-back. Doesn't ask whether the ports fit; see
 * `connectionProblem`.
 */
export function connect(pipeline: Pipeline, from: PortRef, to: PortRef): Pipeline {
  const index = pipeline.edges.findIndex((edge) => edge.to === to);
  if (index >= 0 && pipeline.edges[index]!.from === from) return pipeline;
  const edge = edgeOf(pipeline, from, to);
  if (index < 0) return { ...pipeline, edges: [...pipeline.edges, edge] };
  return { ...pipeline, edges: pipeline.edges.with(index, edge) };
}

/** Takes edges out. */
export function disconnect(pipeline: Pipeline, edges: Iterable<EdgeId>): Pipeline {
  const gone = new Set(edges);
  const left = pipeline.edges.filter((edge) => !gone.has(edgeId(edge)));
  return left.length === pipeline.edges.length ? pipeline : { ...pipeline, edges: left };
}

/** Says what the queue of an edge does; undefined, or nothing said, leaves it to the engine. */
export function setQueue(pipeline: Pipeline, edge: EdgeId, queue: EdgeQueue | undefined): Pipeline {
  const index = pipeline.edges.findIndex((candidate) => edgeId(candidate) === edge);
  const old = pipeline.edges[index];
  if (!old || sameQueue(old.queue, queue)) return pipeline;
  const { queue: _, ...bare } = old;
  const next: Edge = isSaid(queue) ? { ...bare, queue } : bare;
  return { ...pipeline, edges: pipeline.edges.with(index, next) };
}

function sameQueue(a: EdgeQueue | undefined, b: EdgeQueue | undefined): boolean {
  return QUEUE_FIELDS.every((field) => a?.[field] === b?.[field]);
}

function isSaid(queue: EdgeQueue | undefined): queue is EdgeQueue {
  return QUEUE_FIELDS.some((field) => queue?.[field] !== undefined);
}

/** A new edge; one that closes a loop says so. */
function edgeOf(pipeline: Pipeline, from: PortRef, to: PortRef): Edge {
  const others = pipeline.edges.filter((edge) => edge.to !== to);
  const leadsBack = findPath(others, splitPortRef(to).node, splitPortRef(from).node);
  return leadsBack ? { from, to, loopback: true } : { from, to };
}
