import { splitPortRef } from '#pipeline/pipeline.ts';
import { canvasView, slowMotion } from '#studio/canvas/view.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { Issue } from './issues.ts';

/** Selects what an issue is about and brings it to the middle of the canvas, at the zoom there is. */
export function showIssue({ node, edge }: Pick<Issue, 'node' | 'edge'>): void {
  const { select } = uiStore.getState();
  if (node) select([node]);
  else if (edge) select([], [edge]);
  else return;
  const [from, to] = edge?.split('→') ?? [];
  const ids = node
    ? [node]
    : [from, to].map((ref) => splitPortRef(ref as `${string}.${string}`).node);
  const view = canvasView();
  if (!view) return;
  const zoom = view.flow.getZoom();
  void view.flow.fitView({
    nodes: ids.map((id) => ({ id })),
    minZoom: Math.min(zoom, 1),
    maxZoom: zoom,
    duration: slowMotion(view),
  });
}

/** The issue after the one whose node or edge is selected; the first again after the last. */
export function nextIssue(issues: readonly Issue[]): Issue | undefined {
  const { selectedNodes, selectedEdges } = uiStore.getState();
  const placed = issues.filter(({ node, edge }) => node ?? edge);
  const at = placed.findLastIndex(
    ({ node, edge }) =>
      (node && selectedNodes.has(node)) || (edge !== undefined && selectedEdges.has(edge)),
  );
  return placed[(at + 1) % Math.max(1, placed.length)];
}
