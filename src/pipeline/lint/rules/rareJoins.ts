import { declaredRate, rateParam } from '#pipeline/latency/declaredRate.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import { nameOf } from '#pipeline/lint/lintContext.ts';
import type { Wire } from '#pipeline/wiring.ts';

/**
 * Inputs that are served together by timestamp, from sources that share no clock: two chunks of one timestamp are
 * chance then. Only where the operator needs all of them; one that can do without says so.
 */
export const rareJoins: Rule = (context) =>
  context.nodes.flatMap(({ node, spec, title }): readonly Finding[] => {
    const wires = context.joined(node.id).filter(({ input }) => !spec.inputs[input]?.optional);
    const [first, ...others] = wires;
    if (!first) return [];
    const apart = others.find((wire) => !keepStep(context, first, wire));
    if (apart) {
      const [a, b] = [first, apart].map((wire) => sourceWords(context, wire));
      return [
        {
          rule: 'rare-join',
          severity: 'warning' as const,
          node: node.id,
          title: 'Inputs that rarely meet',
          message: `${title} serves ${first.input} and ${apart.input} together where their timestamps are equal. ${a} and ${b} keep time on their own, so that is chance. Take both from one source.`,
        },
      ];
    }
    const slower = wires.find((wire) => limitersOf(context, wire).length > 0);
    const faster = wires.find((wire) => limitersOf(context, wire).length === 0);
    if (!slower || !faster) return [];
    const limiter = limitersOf(context, slower)[0]!;
    return [
      {
        rule: 'uneven-join',
        severity: 'hint' as const,
        node: node.id,
        title: 'One input comes more often',
        message: `${limiter.title} thins out what goes to ${slower.input} of ${title}, but not what goes to ${faster.input}: most chunks there come alone. Put it before both ways.`,
      },
    ];
  });

/** From one source, or from several that make their timestamps by one rule: a clip's time begins at 0 as a pattern's does. */
function keepStep(context: LintContext, a: Wire, b: Wire): boolean {
  const [sources, others] = [a, b].map((wire) => context.sourcesOf(wire.from));
  // What comes from nowhere meets nobody, and is told as an open input.
  if (sources!.length === 0 || others!.length === 0) return true;
  if (others!.some((one) => sources!.includes(one))) return true;
  if ([...sources!, ...others!].some(({ spec }) => spec.live)) return false;
  return declaredRate(context.pipeline, a, context) === declaredRate(context.pipeline, b, context);
}

function sourceWords(context: LintContext, wire: Wire): string {
  return context.sourcesOf(wire.from)[0]?.title ?? nameOf(context, wire.from);
}

/** What thins out the stream on the way to an edge. */
function limitersOf(context: LintContext, wire: Wire): readonly KnownNode[] {
  return context.wiring.above(wire.from).flatMap((id) => {
    const known = context.at(id);
    if (!known || Object.keys(known.spec.inputs).length === 0) return [];
    return rateParam(known.spec) === undefined || known.node.mode ? [] : [known];
  });
}
