import { paramFields } from '#contract/paramFields.ts';
import type { SpecOf } from '#contract/spec.ts';
import { disconnect } from '#pipeline/edges.ts';
import type { Fix } from '#pipeline/lint/finding.ts';
import { setParam } from '#pipeline/nodes.ts';
import { edgeId, type Pipeline } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';

/** What one click can do about a problem of the document, by the place it names. */
export function problemFix(
  { where }: Problem,
  pipeline: Pipeline,
  specOf: SpecOf,
): Fix | undefined {
  const [, list, index, part, name] =
    /^\/(nodes|edges)\/(\d+)(?:\/([^/]+))?(?:\/([^/]+))?/.exec(where) ?? [];
  if (list === 'edges') {
    const edge = pipeline.edges[Number(index)];
    return edge && { title: 'Remove the edge', apply: (now) => disconnect(now, [edgeId(edge)]) };
  }
  const node = list === 'nodes' ? pipeline.nodes[Number(index)] : undefined;
  if (!node) return undefined;
  const spec = specOf(node.operator);
  if (!spec) {
    return { title: 'Remove the node', apply: (now) => removeAndHeal(now, [node.id], specOf) };
  }
  const field = part === 'params' && paramFields(spec).find((one) => one.name === name);
  if (!field) return undefined;
  return {
    title: `Reset ${field.meta.title}`,
    apply: (now) => setParam(now, node.id, field.name, field.fallback),
  };
}
