import type { Finding } from '#pipeline/lint/finding.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** What may take longer than this counts as without limit, in µs: a minute. */
const LONG = 60_000_000;

/**
 * A node that may hold chunks back for as long as it likes, before inputs that wait for one another: all of them
 * wait as long. One that is called for each settled time moves time on by itself, and holds nobody up.
 */
export const lateJoins: Rule = (context) =>
  context.nodes.flatMap(({ node, title }) =>
    context.joined(node.id).flatMap(({ id, from }): readonly Finding[] => {
      const late = context.wiring
        .above(from)
        .flatMap((above) => context.at(above) ?? [])
        .find(
          ({ spec, node: { mode } }) =>
            !mode && spec.bounds !== 'process' && spec.latency.max > LONG,
        );
      if (!late) return [];
      return [
        {
          rule: 'late-join',
          severity: 'warning',
          edge: id,
          title: 'A join may wait without limit',
          message: `Nothing says how long ${late.title} may take for a chunk. For as long, ${title} waits, and all that comes to its other inputs with it. Hold the newest of that way instead, or don't join it.`,
        },
      ];
    }),
  );
