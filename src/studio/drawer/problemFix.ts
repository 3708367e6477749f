import { paramFields } from '#contract/paramFields.ts';
import { disconnect } from '#pipeline/edges.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { convertFixes } from '#pipeline/lint/convertFixes.ts';
import type { Fix } from '#pipeline/lint/finding.ts';
import { setParam } from '#pipeline/nodes.ts';
import { edgeId, type Pipeline } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';
import type { Operators } from '#studio/run/judge.ts';

/** What one click can do about a problem of the document, by the place it names. */
export function problemFix(
  { where }: Problem,
  pipeline: Pipeline,
  operators: Operators,
): Fix | undefined {
  const { specOf } = operators;
  const [, list, index, part, name] =
    /^\/(nodes|edges)\/(\d+)(?:\/([^/]+))?(?:\/([^/]+))?/.exec(where) ?? [];
  if (list === 'edges') {
    const edge = pipeline.edges[Number(index)];
    if (!edge) return undefined;
    const misfits = inferCaps(pipeline, specOf).edges.get(edgeId(edge))?.conflict !== undefined;
    const [converted] = misfits ? convertFixes(pipeline, edge, operators) : [];
    const remove = (now: Pipeline): Pipeline => disconnect(now, [edgeId(edge)]);
    return converted ?? { title: 'Remove the edge', apply: remove };
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
