import { uiStore } from '#studio/store/uiStore.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { EdgeChange, NodeChange } from 'reactflow';

/** The set after React Flow's selection changes; the same one if they change nothing. */
export function applySelection<T extends string>(
  selected: ReadonlySet<T>,
  changes: readonly (NodeChange | EdgeChange)[],
): ReadonlySet<T> {
  let next: Set<T> | undefined;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    const id = change.id as T;
    if ((next ?? selected).has(id) === change.selected) continue;
    next ??= new Set(selected);
    if (change.selected) next.add(id);
    else next.delete(id);
  }
  return next ?? selected;
}

/** Takes React Flow's selection of nodes into the page's state. */
export function selectNodes(changes: readonly NodeChange[]): void {
  const { selectedNodes, selectedEdges, select } = uiStore.getState();
  const nodes = applySelection<NodeId>(selectedNodes, changes);
  if (nodes !== selectedNodes) select(nodes, selectedEdges);
}

/** Takes React Flow's selection of edges into the page's state. */
export function selectEdges(changes: readonly EdgeChange[]): void {
  const { selectedNodes, selectedEdges, select } = uiStore.getState();
  const edges = applySelection<EdgeId>(selectedEdges, changes);
  if (edges !== selectedEdges) select(selectedNodes, edges);
}
