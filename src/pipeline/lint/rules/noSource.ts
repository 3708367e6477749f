import { isSource } from '#contract/spec.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** Nothing to begin with. A node of an unknown operator may be a source, and is given the benefit of the doubt. */
export const noSource: Rule = ({ pipeline, nodes }) => {
  if (pipeline.nodes.length === 0 || nodes.length < pipeline.nodes.length) return [];
  if (nodes.some(({ spec }) => isSource(spec))) return [];
  return [
    {
      rule: 'no-source',
      severity: 'warning',
      title: 'Nothing will flow',
      message: 'No node is a source. Add one from the sources of the palette.',
    },
  ];
};
