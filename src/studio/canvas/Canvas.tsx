import 'reactflow/dist/style.css';
import { edgeTypes } from '#studio/edge/StreamEdge.tsx';
import { nodeTypes } from '#studio/node/OperatorNode.tsx';
import { ParamSearch } from '#studio/search/ParamSearch.tsx';
import { PortSearch } from '#studio/search/PortSearch.tsx';
import { OperatorSearch } from '#studio/search/OperatorSearch.tsx';
import { useServices } from '#studio/services.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { type MouseEvent, useRef } from 'react';
import {
  Background,
  PanOnScrollMode,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from 'reactflow';
import styles from './Canvas.module.css';
import { useCanvas } from './canvasStore.ts';
import { Notices } from './Notices.tsx';
import { GRID } from './places.ts';
import { StateMiniMap } from './StateMiniMap.tsx';
import { useAltKey } from './useAltKey.ts';
import { useCanvasView } from './useCanvasView.ts';
import { useFileDrop } from './useFileDrop.ts';
import { useFlow } from './useFlow.ts';
import { useNarrow } from './useNarrow.ts';
import { useWireEscape } from './useWireEscape.ts';
import { WaitingWire, WireLine } from './WireLine.tsx';
import { ZoomControl } from './ZoomControl.tsx';

/**
 * Above this many nodes only those that are seen are drawn. Below, all stay: with 200 nodes on the
 * screen panning takes 66 ms of script a second, against 150 where React Flow sorts out the unseen.
 */
const ALL_DRAWN_UP_TO = 300;

/** The canvas: the document's nodes and edges, and every gesture on them. Fills its parent. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Stage />
    </ReactFlowProvider>
  );
}

function Stage() {
  const services = useServices();
  const element = useRef<HTMLElement>(null);
  useCanvasView(element);
  const flow = useFlow();
  useWireEscape();
  const drop = useFileDrop();
  const isAltHeld = useAltKey();
  const isNarrow = useNarrow();
  const isDropping = useCanvas(({ dropping }) => dropping);
  const showsMiniMap = useCanvas(({ minimap }) => minimap) && !isNarrow;
  return (
    <section
      ref={element}
      className={styles['canvas']}
      aria-label="Pipeline"
      data-dropping={isDropping || undefined}
      onDoubleClick={searchHere}
      {...drop}
    >
      <ReactFlow
        {...flow}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        connectionLineComponent={WireLine}
        connectOnClick={false}
        connectionRadius={24}
        reconnectRadius={12}
        snapToGrid={!isAltHeld}
        snapGrid={[GRID, GRID]}
        // Drag selects, middle button or Space pans; a wheel or trackpad pans, with Ctrl or a pinch it zooms.
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        selectionKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        panOnDrag={[1]}
        panOnScroll
        panOnScrollMode={PanOnScrollMode.Free}
        panOnScrollSpeed={1}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        minZoom={0.1}
        maxZoom={2}
        nodeDragThreshold={2}
        onlyRenderVisibleElements={flow.nodes.length > ALL_DRAWN_UP_TO}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={ARIA}
      >
        <Background gap={24} size={2} />
        {showsMiniMap && <StateMiniMap />}
        <WaitingWire />
        <Notices operators={services} />
      </ReactFlow>
      <ZoomControl />
      <OperatorSearch />
      <PortSearch />
      <ParamSearch />
    </section>
  );
}

const ARIA = {
  'node.a11yDescription.default':
    'Enter selects, arrow keys move, C connects, Delete removes, F2 renames.',
  'edge.a11yDescription.default': 'Enter selects, Delete removes.',
} as const;

function searchHere({ target, clientX, clientY }: MouseEvent): void {
  const isPane = target instanceof Element && target.classList.contains('react-flow__pane');
  if (isPane) uiStore.getState().set({ search: { x: clientX, y: clientY } });
}
