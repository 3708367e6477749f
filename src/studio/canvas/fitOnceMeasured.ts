import { documentStore } from '#studio/store/documentStore.ts';
import type { ReactFlowInstance } from 'reactflow';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { FIT } from './viewActions.ts';

/** Long enough for any pipeline of which all is drawn; of a larger one only what is seen gets a size. */
const FRAMES = 20;

/**
 * Shows the whole document once each of its nodes has a size. React Flow's own wait ends with the first node that
 * is measured, and that may be one that was here before. Returns how to call it off.
 */
export function fitOnceMeasured(flow: ReactFlowInstance<FlowNode, FlowEdge>): () => void {
  let frame = 0;
  const look = (left: number): void => {
    const { nodes } = documentStore.getState().pipeline;
    const missing = nodes.some(({ id }) => !flow.getInternalNode(id)?.measured.width);
    if (missing && left > 0) frame = requestAnimationFrame(() => look(left - 1));
    else void flow.fitView(FIT);
  };
  frame = requestAnimationFrame(() => look(FRAMES));
  return () => cancelAnimationFrame(frame);
}
