import { isSink } from '#contract/spec.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** A node that works for nobody. Live, somebody may look at its preview; in a batch run nobody does. */
export const unusedOutputs: Rule = ({ nodes, wiring, mode, specOf }) =>
  nodes
    .filter(({ node, spec }) => !isSink(spec) && wiring.outOf(node.id).length === 0)
    .map(({ node, title }) => ({
      rule: 'unused-output',
      severity: 'hint',
      node: node.id,
      title: 'Nobody uses what comes out',
      message:
        mode === 'batch'
          ? `No output of ${title} leads anywhere, so a batch run computes it in vain. Connect it to a sink, or take it out.`
          : `No output of ${title} leads anywhere: it works for its preview alone.`,
      ...(mode === 'batch' && {
        fix: {
          title: `Remove ${title}`,
          apply: (pipeline: Pipeline) => removeAndHeal(pipeline, [node.id], specOf),
        },
      }),
    }));
