import { type Edge, type NodeId, splitPortRef } from './pipeline.ts';

// Loop-backs are no way forward: neither function follows them.

/** Nodes on a way along the edges from `start` to `goal`, both included; undefined if there is none. */
export function findPath(
  edges: readonly Edge[],
  start: NodeId,
  goal: NodeId,
): readonly NodeId[] | undefined {
  const next = outgoing(edges.entries());
  const cameFrom = new Map<NodeId, NodeId | undefined>([[start, undefined]]);
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === goal) return trace(cameFrom, goal);
    for (const { to } of next.get(node) ?? []) {
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      waiting.push(to);
    }
  }
  return undefined;
}

/** An edge that leads back, and the loop it closes, from the edge's target around to its source. */
export interface Loop {
  /** Key of the edge in the map that was searched. */
  readonly index: number;
  readonly nodes: readonly NodeId[];
}

/** One loop for every edge that leads back in a depth-first walk; empty exactly if there are no cycles but through loop-backs. */
export function findLoops(edges: ReadonlyMap<number, Edge>): readonly Loop[] {
  const next = outgoing(edges);
  const loops: Loop[] = [];
  const done = new Set<NodeId>();
  for (const root of next.keys()) walk(root, next, done, loops);
  return loops;
}

interface Step {
  readonly index: number;
  readonly to: NodeId;
}

/** Own stack, not recursion: a chain may be 2 000 nodes long. */
function walk(
  root: NodeId,
  next: ReadonlyMap<NodeId, readonly Step[]>,
  done: Set<NodeId>,
  loops: Loop[],
): void {
  if (done.has(root)) return;
  const path: NodeId[] = [root];
  const onPath = new Set(path);
  const rest = [(next.get(root) ?? []).toReversed()];
  while (path.length > 0) {
    const step = rest.at(-1)!.pop();
    if (!step) {
      const left = path.pop()!;
      rest.pop();
      onPath.delete(left);
      done.add(left);
    } else if (onPath.has(step.to)) {
      loops.push({ index: step.index, nodes: path.slice(path.indexOf(step.to)) });
    } else if (!done.has(step.to)) {
      path.push(step.to);
      onPath.add(step.to);
      rest.push((next.get(step.to) ?? []).toReversed());
    }
  }
}

function outgoing(edges: Iterable<readonly [number, Edge]>): Map<NodeId, Step[]> {
  const next = new Map<NodeId, Step[]>();
  for (const [index, edge] of edges) {
    if (edge.loopback) continue;
    const from = splitPortRef(edge.from).node;
    const step = { index, to: splitPortRef(edge.to).node };
    const steps = next.get(from);
    if (steps) steps.push(step);
    else next.set(from, [step]);
  }
  return next;
}

function trace(cameFrom: ReadonlyMap<NodeId, NodeId | undefined>, goal: NodeId): readonly NodeId[] {
  const path: NodeId[] = [];
  for (let node: NodeId | undefined = goal; node !== undefined; node = cameFrom.get(node)) {
    path.push(node);
  }
  return path.toReversed();
}
