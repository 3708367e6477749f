import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useUi } from '#studio/store/uiStore.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { useEffect, useMemo, useState } from 'react';
import { type ReactFlowProps, useReactFlow, useStoreApi } from 'reactflow';
import { onDocumentOpened } from './documentOpened.ts';
import { createFlowEdges, type FlowEdge } from './flowEdges.ts';
import { createFlowNodes, type FlowNode } from './flowNodes.ts';
import { createNodeGestures } from './nodeGestures.ts';
import { applyToLayer, type NodeLayer } from './nodeLayer.ts';
import { createWireGestures } from './wireGestures.ts';

type Props = ReactFlowProps<FlowNode, FlowEdge>;

const EMPTY: ReadonlyMap<NodeId, NodeLayer> = new Map();

/**
 * What React Flow draws and how it answers gestures: nodes and edges are derived from the document, the
 * selection and a local layer of sizes and in-drag places; nothing of them is kept twice.
 */
export function useFlow(): Props & { readonly nodes: FlowNode[] } {
  const services = useServices();
  const { specOf } = services;
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi();
  const pipeline = useDocument((state) => state.pipeline);
  const selectedNodes = useUi((state) => state.selectedNodes);
  const selectedEdges = useUi((state) => state.selectedEdges);
  const [layer, setLayer] = useState(EMPTY);
  // Another document may have nodes of the same ids and other sizes.
  useEffect(() => onDocumentOpened(() => setLayer(EMPTY)), []);
  const flowNodes = useMemo(() => createFlowNodes(specOf), [specOf]);
  const flowEdges = useMemo(() => createFlowEdges(specOf), [specOf]);

  const gestures = useMemo<Props>(
    () => ({
      ...createWireGestures(services),
      ...createNodeGestures({
        specOf,
        flow,
        remember: (changes) => setLayer((before) => applyToLayer(before, changes)),
        liftSheet: () => store.setState({ nodesSelectionActive: false }),
      }),
    }),
    [services, specOf, flow, store],
  );

  return {
    ...gestures,
    nodes: flowNodes(pipeline.nodes, layer, selectedNodes),
    edges: flowEdges(pipeline, selectedEdges),
  };
}
