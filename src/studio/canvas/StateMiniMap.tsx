import type { NodeId } from '#pipeline/pipeline.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { MiniMap, type MiniMapNodeProps } from 'reactflow';
import styles from './StateMiniMap.module.css';

/** The whole pipeline in small: what is selected, what failed, and the rest. Drag to pan, wheel to zoom. */
export function StateMiniMap() {
  return (
    <MiniMap
      className={styles['minimap']}
      nodeComponent={StateNode}
      ariaLabel="Overview of the pipeline"
      pannable
      zoomable
      offsetScale={8}
    />
  );
}

function StateNode({ id, x, y, width, height }: MiniMapNodeProps) {
  const failed = useRuntime(({ snapshot }) => snapshot?.nodes[id as NodeId]?.state === 'error');
  const selected = useUi(({ selectedNodes }) => selectedNodes.has(id as NodeId));
  const state = failed ? 'failed' : selected ? 'selected' : 'rest';
  return (
    <rect
      className={styles['node']}
      data-state={state}
      x={x}
      y={y}
      width={width}
      height={height}
      rx={8}
    />
  );
}
