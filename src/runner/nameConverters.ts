import type { Json } from '#base/json.ts';
import { specs } from '#catalog/catalog.ts';
import { type Converter, findConverters, stepsOf } from '#pipeline/converters.ts';
import { checkCaps } from '#pipeline/checkCaps.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { type Edge, edgeId, type NodeId, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import { specOf } from './specs.ts';

/** The same problems; those of edges that can't carry what comes say what could be put between. */
export function nameConverters(
  problems: readonly Problem[],
  pipeline: Pipeline,
): readonly Problem[] {
  const { edges } = inferCaps(pipeline, specOf);
  return problems.map((problem) => {
    const [, index] = /^\/edges\/(\d+)/.exec(problem.where) ?? [];
    const edge = index === undefined ? undefined : pipeline.edges[Number(index)];
    if (!edge || problem.fix || !edges.get(edgeId(edge))?.conflict) return problem;
    const { from, to } = edge;
    const [best, ...others] = findConverters({ pipeline, from, to, specs, specOf });
    return best ? { ...problem, fix: sentence(edge, best, others) } : problem;
  });
}

/** What could be put before nodes to which something comes that they can't take, by node. */
export function convertersBefore(pipeline: Pipeline): ReadonlyMap<NodeId, string> {
  const problems = nameConverters(checkCaps(pipeline, specOf), pipeline);
  return new Map(
    problems.flatMap(({ where, fix }) => {
      const edge = pipeline.edges[Number(/^\/edges\/(\d+)/.exec(where)?.[1])];
      return edge && fix ? [[splitPortRef(edge.to).node, fix] as const] : [];
    }),
  );
}

/** `Put Resample with sampleRate=16000 between tone.audio and mixer.b.` */
function sentence({ from, to }: Edge, best: Converter, others: readonly Converter[]): string {
  const more = others.map(words).join(' or ');
  return `Put ${words(best)} between ${from} and ${to}${more && `; or ${more}`}.`;
}

function words(converter: Converter): string {
  const steps = stepsOf(converter).map(({ spec, params, set }) => {
    const values = set.map((name) => `${name}=${textOf(params[name])}`).join(', ');
    return values ? `${spec.title} with ${values}` : spec.title;
  });
  return steps.join(' and ');
}

/** As `--param` would take it. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
