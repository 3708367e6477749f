import { declaredRate, rateParam } from '#pipeline/latency/declaredRate.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { connect } from '#pipeline/edges.ts';
import { newNode } from '#pipeline/newNode.ts';
import { addNode } from '#pipeline/nodes.ts';
import { findNode, portRef } from '#pipeline/pipeline.ts';
import { portAt, portsFit } from '#pipeline/ports.ts';
import type { Finding, Fix } from '#pipeline/lint/finding.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import { nameOf } from '#pipeline/lint/lintContext.ts';
import type { Wire } from '#pipeline/wiring.ts';

/**
 * Inputs that are served together by timestamp, from sources that share no clock: two chunks of one timestamp are
 * chance then. Only where the operator needs all of them; one that can do without says so.
 */
export const rareJoins: Rule = (context) =>
  context.nodes.flatMap(({ node, spec, title }): readonly Finding[] => {
    // What joins, gates and holds streams says in its own params how they meet.
    if (spec.category === 'flow') return [];
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
          message: `${title} takes ${first.input} and ${apart.input} by their timestamps. ${a} and ${b} keep time on their own: they are hardly ever equal, and the one that comes more often waits for the other. Take both from one source, or hold the newest of one at the beat of the other.`,
          ...holdFix(context, first, apart),
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

/** Holds the newest of one stream at the beat of another, by the operator that does. */
function holdFix(context: LintContext, beat: Wire, other: Wire): { readonly fix?: Fix } {
  const holder = context.specs.find(isHolder);
  const [input, port] = Object.entries(holder?.inputs ?? {}).find(([name]) => name !== TICK) ?? [];
  const sent = portAt(context.pipeline, other.edge.from, 'out', context.specOf);
  if (!holder || input === undefined || !port || !sent || !portsFit(sent, port)) return {};
  return {
    fix: {
      title: `${holder.title} for ${other.input}`,
      apply(pipeline) {
        const ends = [other.from, other.to].flatMap((id) => findNode(pipeline, id)?.at ?? []);
        const [ax = 0, ay = 0, bx = ax, by = ay] = ends;
        const node = newNode(pipeline, holder, [(ax + bx) / 2, Math.max(ay, by) + BELOW]);
        const ticked = connect(addNode(pipeline, node), beat.edge.from, portRef(node.id, TICK));
        const held = connect(ticked, other.edge.from, portRef(node.id, input));
        return connect(held, portRef(node.id, input), other.edge.to);
      },
    },
  };
}

const TICK = 'tick';
/** How far below both ends the new node is put: the height of a node and a gap, in canvas pixels. */
const BELOW = 232;

/** An input that says when, and for every other input an output of the same name. */
function isHolder({ inputs, outputs }: OperatorSpec): boolean {
  const others = Object.keys(inputs).filter((name) => name !== TICK);
  return TICK in inputs && others.length > 0 && others.every((name) => name in outputs);
}
