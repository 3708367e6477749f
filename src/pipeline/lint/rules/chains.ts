import { mainTypeOf, typesOf } from '#contract/spec.ts';
import { rateParam } from '#pipeline/latency/declaredRate.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';
import { sameJson } from '#pipeline/sameJson.ts';
import type { CapsValue } from '#stream/caps.ts';

/** Two nodes in a row of which one does nothing: two limiters, the same conversion twice, there and back again. */
export const chains: Rule = (context) =>
  context.wiring.wires.flatMap(({ from, to }): readonly Finding[] => {
    const [first, second] = [context.at(from), context.at(to)];
    if (!first || !second || context.wiring.into(to).length !== 1) return [];
    if (first.node.mode || second.node.mode) return [];
    return [
      ...twoLimiters(context, first, second),
      ...sameTwice(context, first, second),
      ...thereAndBack(context, first, second),
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
  if (!sameJson(first.node.params, second.node.params) || !isConverter(first)) return [];
  const message = `${second.title} does what ${first.title} has just done, with the same settings.`;
  return [redundant(context, second, 'same-twice', 'Done twice', message)];
}

/** A format made by one node that the next turns back, and nobody else wants. */
function thereAndBack(
  context: LintContext,
  first: KnownNode,
  second: KnownNode,
): readonly Finding[] {
  if (!isConverter(first) || !isConverter(second)) return [];
  const before = formatOf(first, 'inputs');
  const between = formatOf(first, 'outputs');
  const after = formatOf(second, 'outputs');
  if (!before || !between || !after || between.length !== 1 || after.length !== 1) return [];
  if (before.includes(between[0]!) || !before.includes(after[0]!)) return [];
  if (context.wiring.outOf(first.node.id).length > 1) return [];
  const message = `${first.title} makes ${between[0]} and ${second.title} makes ${after[0]} of it again: both cost time and change nothing.`;
  return [
    {
      rule: 'there-and-back',
      severity: 'hint',
      node: first.node.id,
      title: 'There and back again',
      message,
      fix: {
        title: 'Remove both',
        apply: (pipeline) =>
          removeAndHeal(pipeline, [first.node.id, second.node.id], context.specOf),
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

/** One stream in, the same type out, and a parameter of its caps that its own params or ports fix. */
function isConverter({ spec }: KnownNode): boolean {
  const [ins, outs] = [Object.values(spec.inputs), Object.values(spec.outputs)];
  if (ins.length !== 1 || outs.length !== 1) return false;
  if (!typesOf(ins[0]!).includes(mainTypeOf(outs[0]!))) return false;
  const fixed = Object.keys(outs[0]!.caps ?? {}).some((field) => isFixed(outs[0]!.caps?.[field]));
  const sized = ['width', 'height', 'sampleRate'].some((name) => name in spec.params.shape);
  return fixed || sized;
}

function formatOf({ spec }: KnownNode, side: 'inputs' | 'outputs'): readonly string[] | undefined {
  const format = Object.values(spec[side])[0]?.caps?.['format'];
  if (format === undefined) return undefined;
  return (Array.isArray(format) ? format : [format]).map(String);
}

function isFixed(value: CapsValue | undefined): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    (Array.isArray(value) && value.length === 1)
  );
}
