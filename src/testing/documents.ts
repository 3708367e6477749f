import type { Json } from '#base/json.ts';

/** A pipeline document as text. Nodes as `id: [operator, params]`, edges as `from → to`. */
export function documentOf(
  nodes: Readonly<Record<string, readonly [string, Readonly<Record<string, Json>>?]>>,
  edges: readonly string[],
): string {
  return JSON.stringify({
    format: 'millrace.pipeline',
    version: 1,
    name: 'Test',
    nodes: Object.entries(nodes).map(([id, [operator, params = {}]]) => ({
      id,
      operator,
      operatorVersion: 1,
      at: [0, 0],
      params,
    })),
    edges: edges.map((edge) => {
      const [from, to] = edge.split(' → ');
      return { from, to };
    }),
  });
}
