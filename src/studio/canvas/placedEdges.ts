import type { EdgeId } from '#pipeline/pipeline.ts';
import { type Curve, streamCurve } from '#studio/edge/streamPath.ts';
import type { ReactFlowInstance } from 'reactflow';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import type { PlacedEdge } from './insertTarget.ts';
import type { CanvasPoint } from './places.ts';

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

/** All edges whose ports have been measured, as they lie on the canvas. */
export function placedEdges(flow: Flow): readonly PlacedEdge[] {
  return flow.getEdges().flatMap((edge) => {
    const curve = curveOf(flow, edge);
    return curve ? [{ id: edge.id as EdgeId, curve }] : [];
  });
}

function curveOf(flow: Flow, edge: FlowEdge): Curve | undefined {
  const source = portPoint(flow, edge.source, 'source', edge.sourceHandle);
  const target = portPoint(flow, edge.target, 'target', edge.targetHandle);
  if (!source || !target) return undefined;
  return streamCurve({
    sourceX: source.x,
    sourceY: source.y,
    targetX: target.x,
    targetY: target.y,
  });
}

/** Where React Flow ends an edge: at the outer side of the port. Undefined until the port was measured. */
export function portPoint(
  flow: Flow,
  node: string,
  type: 'source' | 'target',
  port: string | null | undefined,
): CanvasPoint | undefined {
  const internals = flow.getInternalNode(node)?.internals;
  const bounds = internals?.handleBounds?.[type]?.find(({ id }) => id === port);
  if (!internals || !bounds) return undefined;
  return {
    x: internals.positionAbsolute.x + bounds.x + (type === 'source' ? bounds.width : 0),
    y: internals.positionAbsolute.y + bounds.y + bounds.height / 2,
  };
}
