import type { SpecOf } from '#contract/spec.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { EdgeChange, NodeChange, ReactFlowInstance, ReactFlowProps } from 'reactflow';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { aimNode, commitMoves, takeAim } from './nodeDrag.ts';
import { finishedMoves } from './nodeLayer.ts';
import { selectEdges, selectNodes } from './selection.ts';
import { focusFirstSelected } from './viewActions.ts';

/** What the gestures on nodes and edges act on. */
export interface GestureTargets {
  readonly specOf: SpecOf;
  readonly flow: ReactFlowInstance<FlowNode, FlowEdge>;
  /** Takes sizes and in-drag places into the local layer. */
  remember(changes: readonly NodeChange<FlowNode>[]): void;
  /** Takes away the sheet that React Flow lays over a box selection. */
  liftSheet(): void;
}

type Gestures = ReactFlowProps<FlowNode, FlowEdge>;

/** Selecting, dragging and hovering on one canvas. A drag becomes one edit of the document when it ends. */
export function createNodeGestures(targets: GestureTargets): Gestures {
  const { specOf, flow, remember, liftSheet } = targets;
  let isDragging = false;
  let isBoxing = false;
  return {
    onNodesChange(changes) {
      selectNodes(changes);
      const moves = finishedMoves(changes);
      if (moves.size > 0) commitMoves(moves, specOf, !isDragging);
      remember(changes);
    },
    onEdgesChange(changes) {
      // A box selects nodes; React Flow would add every edge that touches one.
      selectEdges(isBoxing ? changes.filter((change) => !isChosen(change)) : changes);
    },
    onNodeClick({ shiftKey, ctrlKey, metaKey }, { id }) {
      // React Flow leaves a selection of many as it is, for they may be dragged together.
      const { selectedNodes, select } = uiStore.getState();
      if (shiftKey || ctrlKey || metaKey || selectedNodes.size < 2) return;
      select([id as NodeId]);
    },
    onNodeDragStart() {
      isDragging = true;
    },
    onNodeDrag(event, node, nodes) {
      if (nodes.length === 1) aimNode(flow, node, event, specOf);
    },
    onNodeDragStop() {
      isDragging = false;
      takeAim();
    },
    onSelectionStart() {
      isBoxing = true;
    },
    onSelectionEnd() {
      isBoxing = false;
      // Under the sheet no param could be reached. It comes right after this call.
      queueMicrotask(() => {
        liftSheet();
        focusFirstSelected();
      });
    },
    onEdgeMouseEnter(_event, { id }) {
      uiStore.getState().set({ hoveredEdge: id as EdgeId });
    },
    onEdgeMouseLeave(_event, { id }) {
      const { hoveredEdge, set } = uiStore.getState();
      if (hoveredEdge === id) set({ hoveredEdge: undefined });
    },
  };
}

function isChosen(change: EdgeChange<FlowEdge>): boolean {
  return change.type === 'select' && change.selected;
}
