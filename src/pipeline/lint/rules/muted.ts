import { setMode } from '#pipeline/nodes.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** A muted node keeps everything after it silent. */
export const muted: Rule = ({ nodes, wiring }) =>
  nodes
    .filter(({ node }) => node.mode === 'muted' && wiring.outOf(node.id).length > 0)
    .map(({ node, title }) => ({
      rule: 'muted',
      severity: 'hint',
      node: node.id,
      title: 'Muted',
      message: `${title} is muted, so what follows it gets nothing from it.`,
      fix: {
        title: `Unmute ${title}`,
        apply: (pipeline) => setMode(pipeline, [node.id], undefined),
      },
    }));
