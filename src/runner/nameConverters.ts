import type { Json } from '#base/json.ts';
import { specs } from '#catalog/catalog.ts';
import { type Converter, findConverters } from '#pipeline/converters.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { type Edge, edgeId, type Pipeline } from '#pipeline/pipeline.ts';
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

/** `Put Resample with sampleRate=16000 between tone.audio and mixer.b.` */
function sentence({ from, to }: Edge, best: Converter, others: readonly Converter[]): string {
  const more = others.map(words).join(' or ');
  return `Put ${words(best)} between ${from} and ${to}${more && `; or ${more}`}.`;
}

function words({ spec, params, set }: Converter): string {
  const values = set.map((name) => `${name}=${textOf(params[name])}`).join(', ');
  return values ? `${spec.title} with ${values}` : spec.title;
}

/** As `--param` would take it. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
