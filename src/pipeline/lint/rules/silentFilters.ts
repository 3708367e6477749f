import { isSource } from '#contract/spec.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/**
 * A node that lets some chunks go and says nothing of their time either: a join below it waits until it sends
 * again (MediaPipe, timestamp bounds).
 */
export const silentFilters: Rule = (context) =>
  context.nodes.flatMap(({ node, title }) =>
    context.joined(node.id).flatMap(({ id, from }) => {
      const silent = context.wiring
        .above(from)
        .flatMap((above) => context.at(above) ?? [])
        .find(
          ({ spec, node: { mode } }) =>
            !isSource(spec) && !mode && spec.bounds === 'self' && spec.ratio !== '1:1',
        );
      if (!silent) return [];
      return [
        {
          rule: 'silent-filter',
          severity: 'warning' as const,
          edge: id,
          title: 'A join may wait for long',
          message: `${silent.title} moves time on only when it sends something. While it sends nothing, ${title} waits, and all that comes to its other inputs with it.`,
        },
      ];
    }),
  );
