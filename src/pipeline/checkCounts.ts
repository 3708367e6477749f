import { errorAt } from './errorAt.ts';
import { MAX_EDGES, MAX_NODES } from './limits.ts';
import type { Problem } from './problem.ts';

/** Whether there are more nodes or edges than a document may have. Looks at none of them. */
export function checkCounts(nodes: readonly unknown[], edges: readonly unknown[]): Problem[] {
  const counts = [
    ['nodes', nodes.length, MAX_NODES],
    ['edges', edges.length, MAX_EDGES],
  ] as const;
  return counts
    .filter(([, count, limit]) => count > limit)
    .map(([key, count, limit]) =>
      errorAt([key], `The pipeline has ${count} ${key}; the limit is ${limit}.`),
    );
}
