import { paramFields } from '#contract/paramFields.ts';
import { isSource, type OperatorSpec } from '#contract/spec.ts';
import { setParam } from '#pipeline/nodes.ts';
import type { Fix } from '#pipeline/lint/finding.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';
import type { NodeId } from '#pipeline/pipeline.ts';

/** What a source without an end gets as one, in seconds. */
const SECONDS = 10;

/** A batch run goes on until every source has ended. */
export const endlessSources: Rule = ({ nodes, mode }) => {
  if (mode === 'live') return [];
  return nodes.flatMap(({ node, spec, title }) => {
    if (!isSource(spec) || ends(spec, node.params)) return [];
    const word = mode === 'batch' ? 'batch' : 'bounded';
    const way = spec.live
      ? 'Choose Live, or put a file in its place.'
      : 'Give it an end, or choose Live.';
    return [
      {
        rule: 'endless-source',
        severity: 'error' as const,
        node: node.id,
        title: 'Never ends',
        message: `${title} never ends by itself, so a ${word} run of it would not either. ${way}`,
        ...durationFix(spec, node.id),
      },
    ];
  });
};

function ends(spec: OperatorSpec, params: Readonly<Record<string, unknown>>): boolean {
  if (spec.live) return false;
  if (!spec.bounded) return true;
  const parsed = spec.params.safeParse(params);
  // Params that can't be read are a problem of their own.
  return !parsed.success || spec.bounded(parsed.data);
}

/** The first param in seconds that makes it end. */
function durationFix(spec: OperatorSpec, node: NodeId): { readonly fix?: Fix } {
  const field = paramFields(spec).find(
    ({ kind, name, meta }) =>
      kind === 'number' && meta.unit === 's' && ends(spec, withParam(spec, name)),
  );
  if (!field) return {};
  return {
    fix: {
      title: `End after ${SECONDS} s`,
      apply: (pipeline) => setParam(pipeline, node, field.name, SECONDS),
    },
  };
}

function withParam(spec: OperatorSpec, name: string): Readonly<Record<string, unknown>> {
  return { ...spec.params.parse({}), [name]: SECONDS };
}
