import { useUi } from '#studio/store/uiStore.ts';
import { EdgePanel } from './EdgePanel.tsx';
import styles from './Inspector.module.css';
import { ManyPanel } from './ManyPanel.tsx';
import { NodePanel } from './NodePanel.tsx';
import { PipelinePanel } from './PipelinePanel.tsx';

/** What is selected, in full: one node, one edge, several nodes, or the pipeline itself. */
export function Inspector() {
  const nodes = useUi((state) => state.selectedNodes);
  const edges = useUi((state) => state.selectedEdges);
  const [node] = nodes;
  const [edge] = edges;
  return (
    <aside className={styles['inspector']} aria-label="Inspector">
      {node && nodes.size === 1 ? (
        <NodePanel key={node} id={node} />
      ) : nodes.size > 1 ? (
        <ManyPanel />
      ) : edge && edges.size === 1 ? (
        <EdgePanel key={edge} id={edge} />
      ) : (
        <PipelinePanel />
      )}
    </aside>
  );
}
