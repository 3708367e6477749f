import type { Json } from '#base/json.ts';
import { MAX_NAME } from './limits.ts';
import { wholePixels } from './newNode.ts';
import { type NodeId, type Pipeline, type PipelineNode, splitPortRef } from './pipeline.ts';
import { sameJson } from './sameJson.ts';

// Every function here returns the very same pipeline when it changed nothing.

/** Appends a node, whose id must be new to the pipeline; see `newNode`. */
export function addNode(pipeline: Pipeline, node: PipelineNode): Pipeline {
  return { ...pipeline, nodes: [...pipeline.nodes, node] };
}

/** Takes nodes out, and every edge that touches one. */
export function removeNodes(pipeline: Pipeline, ids: Iterable<NodeId>): Pipeline {
  const gone = new Set(ids);
  const nodes = pipeline.nodes.filter(({ id }) => !gone.has(id));
  if (nodes.length === pipeline.nodes.length) return pipeline;
  const edges = pipeline.edges.filter(
    ({ from, to }) => !gone.has(splitPortRef(from).node) && !gone.has(splitPortRef(to).node),
  );
  return { ...pipeline, nodes, edges };
}

/** Puts nodes at new places, rounded to whole pixels. */
export function moveNodes(
  pipeline: Pipeline,
  at: ReadonlyMap<NodeId, readonly [x: number, y: number]>,
): Pipeline {
  return changeNodes(pipeline, at.keys(), (node) => {
    const place = wholePixels(at.get(node.id)!);
    return place[0] === node.at[0] && place[1] === node.at[1] ? node : { ...node, at: place };
  });
}

/** Sets the given params of a node; the others stay. */
export function setParams(
  pipeline: Pipeline,
  id: NodeId,
  params: Readonly<Record<string, Json>>,
): Pipeline {
  return changeNodes(pipeline, [id], (node) => {
    const next = { ...node.params, ...params };
    return sameJson(next, node.params) ? node : { ...node, params: next };
  });
}

/** Sets one param of a node. */
export function setParam(pipeline: Pipeline, id: NodeId, name: string, value: Json): Pipeline {
  return setParams(pipeline, id, { [name]: value });
}

/** Gives a node a title of its own, cut to its limit; without one it has its operator's. */
export function renameNode(pipeline: Pipeline, id: NodeId, title: string | undefined): Pipeline {
  const words = title?.trim().slice(0, MAX_NAME);
  return changeNodes(pipeline, [id], (node) => {
    if (words === node.title) return node;
    const { title: _, ...rest } = node;
    if (words) return { ...rest, title: words };
    return node.title === undefined ? node : rest;
  });
}

/** Mutes or bypasses nodes; undefined lets them work again. */
export function setMode(
  pipeline: Pipeline,
  ids: Iterable<NodeId>,
  mode: 'muted' | 'bypassed' | undefined,
): Pipeline {
  return changeNodes(pipeline, ids, (node) => {
    if (node.mode === mode) return node;
    const { mode: _, ...rest } = node;
    return mode ? { ...rest, mode } : rest;
  });
}

/** Folds nodes to header and ports, or opens them. */
export function setCollapsed(
  pipeline: Pipeline,
  ids: Iterable<NodeId>,
  collapsed: boolean,
): Pipeline {
  return changeNodes(pipeline, ids, (node) => {
    if ((node.collapsed ?? false) === collapsed) return node;
    const { collapsed: _, ...rest } = node;
    return collapsed ? { ...rest, collapsed } : rest;
  });
}

/** Renames the document, cut to the limit. An empty name changes nothing. */
export function renamePipeline(pipeline: Pipeline, name: string): Pipeline {
  const words = name.trim().slice(0, MAX_NAME);
  return words === '' || words === pipeline.name ? pipeline : { ...pipeline, name: words };
}

function changeNodes(
  pipeline: Pipeline,
  ids: Iterable<NodeId>,
  change: (node: PipelineNode) => PipelineNode,
): Pipeline {
  const chosen = new Set(ids);
  let changed = false;
  const nodes = pipeline.nodes.map((node) => {
    if (!chosen.has(node.id)) return node;
    const next = change(node);
    changed ||= next !== node;
    return next;
  });
  return changed ? { ...pipeline, nodes } : pipeline;
}
