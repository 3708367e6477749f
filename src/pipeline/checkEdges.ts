import type { SpecOf } from '#contract/spec.ts';
import { loopWords, portsRefusal } from './connection.ts';
import { drivableWords, undrivableWords } from './drivenWords.ts';
import { errorAt } from './errorAt.ts';
import { findLoops } from './loops.ts';
import { type Edge, edgeId, type NodeId, type PipelineNode, splitPortRef } from './pipeline.ts';
import { portOf, takesLoopback, titleOf } from './ports.ts';
import type { Problem } from './problem.ts';

/** What edges can be checked against. */
export interface EdgeChecks {
  readonly nodes: ReadonlyMap<NodeId, PipelineNode>;
  /** Nodes that are there but could not be read; their edges are not judged. */
  readonly unreadable?: ReadonlySet<string>;
  /** Edges by their index in the document. */
  readonly edges: ReadonlyMap<number, Edge>;
  readonly specOf: SpecOf;
}

/** Everything that keeps edges from carrying chunks, edge by edge, then loops. */
export function checkEdges(checks: EdgeChecks): Problem[] {
  const problems: Problem[] = [];
  const entered = new Set<string>();
  for (const [index, edge] of checks.edges) {
    const ends = [...checkEnd(checks, edge, index, 'from'), ...checkEnd(checks, edge, index, 'to')];
    problems.push(...ends);
    if (ends.length === 0) problems.push(...checkPair(checks, edge, index));
    if (entered.has(edge.to)) {
      const message = `The input '${edge.to}' has more than one edge; it takes one.`;
      problems.push(errorAt(['edges', index, 'to'], message, 'Remove all but one.'));
    }
    entered.add(edge.to);
    problems.push(...checkLoopback(checks, edge, index), ...checkQueue(edge, index));
  }
  for (const { index, nodes } of findLoops(checks.edges)) {
    const way = loopWords([...nodes, nodes[0]!]);
    const message = `The edge '${edgeWords(checks.edges.get(index)!)}' closes a loop: ${way}.`;
    const fix = 'Remove one of its edges, or say "loopback": true on the one that leads back.';
    problems.push(errorAt(['edges', index], message, fix));
  }
  return problems;
}

function checkEnd(
  { nodes, unreadable, specOf }: EdgeChecks,
  edge: Edge,
  index: number,
  end: 'from' | 'to',
): Problem[] {
  const { node: id, port } = splitPortRef(edge[end]);
  const node = nodes.get(id);
  if (!node) {
    if (unreadable?.has(id)) return [];
    const message = `The edge '${edgeWords(edge)}' needs a node '${id}', which the pipeline doesn't have.`;
    return [errorAt(['edges', index, end], message, 'Remove the edge.')];
  }
  const spec = specOf(node.operator);
  const side = end === 'from' ? 'out' : 'in';
  if (!spec || portOf(spec, side, port)) return [];
  const title = titleOf(node, specOf);
  const undrivable = end === 'to' ? undrivableWords(spec, port, title) : undefined;
  if (undrivable) return [errorAt(['edges', index, end], undrivable)];
  const word = end === 'from' ? 'output' : 'input';
  const names = Object.keys(end === 'from' ? spec.outputs : spec.inputs);
  const has = names.length > 0 ? names.map((name) => `'${name}'`).join(', ') : 'none';
  const also = end === 'to' ? drivableWords(spec) : '';
  const message = `${title} has no ${word} '${port}'; its ${word}s: ${has}.${also}`;
  return [errorAt(['edges', index, end], message)];
}

function checkPair({ nodes, specOf }: EdgeChecks, edge: Edge, index: number): Problem[] {
  const refusal = portsRefusal((id) => nodes.get(id), edge.from, edge.to, specOf);
  return refusal ? [errorAt(['edges', index], refusal.sentence, refusal.hint)] : [];
}

function checkLoopback({ nodes, specOf }: EdgeChecks, edge: Edge, index: number): Problem[] {
  if (!edge.loopback) return [];
  const { node: id, port: name } = splitPortRef(edge.to);
  const node = nodes.get(id);
  const spec = node && specOf(node.operator);
  const port = spec && portOf(spec, 'in', name);
  if (!port || takesLoopback(port)) return [];
  const message = `The edge '${edgeWords(edge)}' leads back into an input that waits for its neighbours, so that it would wait for itself.`;
  return [
    errorAt(['edges', index, 'loopback'], message, 'Let it enter an input that waits for none.'),
  ];
}

function checkQueue({ queue = {} }: Edge, index: number): Problem[] {
  const problems: Problem[] = [];
  const keepsLatest = queue.overflow === 'keep-latest';
  if (keepsLatest && (queue.capacity ?? 1) !== 1) {
    const message = `A queue that keeps the latest holds 1 chunk, got a capacity of ${queue.capacity}.`;
    problems.push(
      errorAt(['edges', index, 'queue', 'capacity'], message, 'Leave the capacity out.'),
    );
  }
  const capacity = keepsLatest ? 1 : queue.capacity;
  const { leastChunks = 0, leastSeconds = 0, seconds } = queue;
  if (capacity !== undefined && leastChunks > capacity) {
    const message = `A queue of ${capacity} chunk${capacity === 1 ? '' : 's'} can't wait for ${leastChunks} before the first is taken.`;
    problems.push(
      errorAt(['edges', index, 'queue', 'leastChunks'], message, 'Raise its capacity.'),
    );
  }
  if (seconds !== undefined && leastSeconds > seconds) {
    const message = `A queue of ${seconds} s can't wait for ${leastSeconds} s before the first is taken.`;
    problems.push(errorAt(['edges', index, 'queue', 'leastSeconds'], message, 'Let more wait.'));
  }
  return problems;
}

function edgeWords(edge: Edge): string {
  return edgeId(edge).replace('→', ' → ');
}
