import { rateParam } from '#pipeline/latency/declaredRate.ts';
import { carried } from '#pipeline/lint/carried.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import { removeNodes } from '#pipeline/nodes.ts';
import { portRef } from '#pipeline/pipeline.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';
import { sameJson } from '#pipeline/sameJson.ts';
import type { Wire } from '#pipeline/wiring.ts';

/** Two nodes in a row of which one does nothing: two limiters, the same conversion twice, there and back again. */
export const chains: Rule = (context) =>
  context.wiring.wires.flatMap((wire): readonly Finding[] => {
    const { from, to } = wire;
    const [first, second] = [context.at(from), context.at(to)];
    if (!first || !second || context.wiring.into(to).length !== 1) return [];
    if (first.node.mode || second.node.mode) return [];
    return [
      ...twoLimiters(context, first, second),
      ...sameTwice(context, first, second),
      ...thereAndBack(context, first, second, wire),
    ];
  });

/** The looser of two limiters in a row never has anything to do. */
function twoLimiters(
  context: LintContext,
  first: KnownNode,
  second: KnownNode,
): readonly Finding[] {
  const rates = [first, second].map(({ node, spec }) => {
    const name = Object.keys(spec.inputs).length === 1 ? rateParam(spec) : undefined;
    const value = name === undefined ? undefined : node.params[name];
    return typeof value === 'number' ? value : undefined;
  });
  const [a, b] = rates;
  if (a === undefined || b === undefined) return [];
  const [idle, strict] = a > b ? [first, second] : [second, first];
  if (context.wiring.outOf(idle.node.id).length > 1) return [];
  const message = `${strict.title} lets ${Math.min(a, b)} a second through, ${idle.title} ${Math.max(a, b)}: in a row, only the stricter one counts.`;
  return [redundant(context, idle, 'two-limiters', 'Two limiters in a row', message)];
}

/** A conversion done twice with the same params; what changes the picture each time is not one. */
function sameTwice(context: LintContext, first: KnownNode, second: KnownNode): readonly Finding[] {
  if (first.node.operator !== second.node.operator || rateParam(first.spec)) return [];
  if (!sameJson(first.node.params, second.node.params) || !first.spec.converter) return [];
  const message = `${second.title} does what ${first.title} has just done, with the same settings.`;
  return [redundant(context, second, 'same-twice', 'Done twice', message)];
}

/** A format made by one node that the next turns back, and nobody else wants. */
function thereAndBack(
  context: LintContext,
  first: KnownNode,
  second: KnownNode,
  wire: Wire,
): readonly Finding[] {
  if (!first.spec.converter || !second.spec.converter) return [];
  const [enter] = context.wiring.into(first.node.id);
  const [leave] = Object.keys(second.spec.outputs);
  if (!enter || leave === undefined || context.wiring.into(first.node.id).length > 1) return [];
  const outputs = [enter.edge.from, wire.edge.from, portRef(second.node.id, leave)] as const;
  const [before, between, after] = outputs.map((output) => carried(context, output, 'format'));
  if (before === undefined || between === undefined || before === between) return [];
  if (after !== before) return [];
  if (context.wiring.outOf(first.node.id).length > 1) return [];
  const message = `${first.title} makes ${between} and ${second.title} makes ${after} of it again: both cost time and change nothing.`;
  return [
    {
      rule: 'there-and-back',
      severity: 'hint',
      node: first.node.id,
      title: 'There and back again',
      message,
      fix: {
        title: 'Remove both',
        apply(pipeline) {
          const from = enter.edge.from;
          const edges = pipeline.edges.map((edge) => {
            return edge.from === outputs[2] ? { ...edge, from } : edge;
          });
          return removeNodes({ ...pipeline, edges }, [first.node.id, second.node.id]);
        },
      },
    },
  ];
}

function redundant(
  { specOf }: LintContext,
  { node, title }: KnownNode,
  rule: string,
  what: string,
  message: string,
): Finding {
  return {
    rule,
    severity: 'hint',
    node: node.id,
    title: what,
    message,
    fix: {
      title: `Remove ${title}`,
      apply: (pipeline) => removeAndHeal(pipeline, [node.id], specOf),
    },
  };
}
