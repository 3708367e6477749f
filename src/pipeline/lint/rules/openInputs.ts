import { isSource, type Port } from '#contract/spec.ts';
import { connect } from '#pipeline/edges.ts';
import type { Fix } from '#pipeline/lint/finding.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import { portRef } from '#pipeline/pipeline.ts';
import { portsFit } from '#pipeline/ports.ts';

/** An input that is needed and leads nowhere; of a node whose inputs are all optional, one of them. */
export const openInputs: Rule = (context) =>
  context.nodes.flatMap((known) => {
    const { node, spec, title } = known;
    if (isSource(spec)) return [];
    const wired = new Set(context.wiring.into(node.id).map(({ input }) => input));
    const inputs = Object.entries(spec.inputs).filter(([name]) => !wired.has(name));
    const needed = inputs.filter(([, port]) => !port.optional);
    const common = { rule: 'open-input', severity: 'warning', node: node.id } as const;
    if (needed.length === 0) {
      // A param that is driven gives the node nothing to work on.
      if (inputs.length < Object.keys(spec.inputs).length) return [];
      const names = inputs.map(([name]) => name).join(' or ');
      const fix = wireFix(context, known, inputs[0]!);
      const message = `${title} needs one of its inputs: ${names}. Until then it does not run.`;
      return [{ ...common, title: 'Nothing comes in', message, ...fix }];
    }
    return needed.map(([name, port]) => ({
      ...common,
      title: 'Nothing comes in',
      message: `${title} needs its input ${name}. Until then it does not run.`,
      ...wireFix(context, known, [name, port]),
    }));
  });

/** Joins the input to the nearest output on its left that fits and would close no loop. */
function wireFix(
  context: LintContext,
  { node }: KnownNode,
  [input, port]: readonly [string, Port],
): { readonly fix?: Fix } {
  const after = new Set(context.wiring.below(node.id));
  let best:
    | { readonly from: `${string}.${string}`; readonly title: string; distance: number }
    | undefined;
  for (const other of context.nodes) {
    if (after.has(other.node.id)) continue;
    const [dx, dy] = [node.at[0] - other.node.at[0], node.at[1] - other.node.at[1]];
    // What stands to the right is further away than it looks.
    const distance = Math.hypot(dx < 0 ? 4 * dx : dx, dy);
    const fitting = Object.entries(other.spec.outputs).find(([, output]) => portsFit(output, port));
    if (!fitting || (best && best.distance <= distance)) continue;
    const from = portRef(other.node.id, fitting[0]);
    best = { from, title: `Connect ${other.title} · ${fitting[0]}`, distance };
  }
  if (!best) return {};
  const { from, title } = best;
  const to = portRef(node.id, input);
  return { fix: { title, apply: (pipeline) => connect(pipeline, from, to) } };
}
