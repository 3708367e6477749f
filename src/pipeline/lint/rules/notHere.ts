import { modelsOf } from '#contract/modelsOf.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { isHere, type Rule } from '#pipeline/lint/lintContext.ts';

/** A node that asks for what this home does not have: a device, or the files of a model. It fails when it opens. */
export const notHere: Rule = ({ nodes, home }) =>
  nodes.flatMap(({ node, spec, title }): readonly Finding[] => {
    if (!home || node.mode) return [];
    const reasons = [
      ...spec.requires.flatMap((need) => home.lacks(need, node.id) ?? []),
      ...modelsOf(spec, node.params, isHere(home)).flatMap((model) => home.lacksModel(model) ?? []),
    ];
    return reasons.map((reason) => ({
      rule: 'not-here',
      severity: 'warning',
      node: node.id,
      title: 'Not to be had here',
      message: `${title} ${reason}`,
    }));
  });
