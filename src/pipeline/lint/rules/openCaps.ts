import { findConverters, insertConverter, titleOfOffer } from '#pipeline/converters.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { placeAbove } from '#pipeline/lint/insertFix.ts';
import { type LintContext, nameOf, type Rule } from '#pipeline/lint/lintContext.ts';
import { type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import type { Wire } from '#pipeline/wiring.ts';
import type { Caps } from '#stream/caps.ts';
import { type CapsScalar, isFixedValue } from '#stream/capsValue.ts';
import { describeField } from '#stream/capsWords.ts';

/**
 * An input that takes one value of a field, and a stream of which that is known only once it flows, as the rate
 * of a microphone: it can run, and fails with the first chunk that differs.
 */
export const openCaps: Rule = (context) =>
  context.wiring.wires.flatMap((wire): readonly Finding[] => {
    const open = openFields(context, wire);
    const here = [...open].find(
      ([field, value]) =>
        // What a node passes on is told where it is needed.
        !context.wiring
          .outOf(wire.to)
          .some((next) => openFields(context, next).get(field) === value),
    );
    if (!here) return [];
    const [field, value] = here;
    // A file stays as it is; a device is another on each machine.
    const isDevice = context.sourcesOf(wire.from).some(({ spec }) => spec.live);
    const needed = describeField(field, value);
    return [
      {
        rule: 'open-caps',
        severity: isDevice ? 'warning' : 'hint',
        edge: wire.id,
        title: 'Known only when it runs',
        message: `${nameOf(context, wire.to)} needs ${needed}, and what ${nameOf(context, wire.from)} sends is known only when it runs. If it differs, the node fails.`,
        ...fixOf(context, wire, field),
      },
    ];
  });

/** Fields that the input needs at one value and of which the output says nothing. */
function openFields(
  { pipeline, specOf }: Pick<LintContext, 'pipeline' | 'specOf'>,
  { id }: Wire,
): ReadonlyMap<string, CapsScalar> {
  const edge = inferCaps(pipeline, specOf).edges.get(id);
  const [needed, ...others] = !edge || edge.accepted === 'any' ? [] : edge.accepted;
  if (!edge || edge.conflict || !needed || others.length > 0) return new Map();
  return new Map(
    Object.entries(needed.fields).flatMap(([field, value]) =>
      isFixedValue(value) && isOpen(edge.offered, field) ? [[field, value] as const] : [],
    ),
  );
}

function isOpen(offered: Caps, field: string): boolean {
  return offered !== 'any' && offered.some(({ fields }) => fields[field] === undefined);
}

/** The first converter behind which the field is known. */
function fixOf(context: LintContext, { edge }: Wire, field: string): Pick<Finding, 'fix'> {
  const { pipeline, specs, specOf } = context;
  const { from, to } = edge;
  const helps = (after: Pipeline): boolean => {
    const { offered } = inferCaps(after, specOf);
    const last = after.edges.find((one) => one.to === to);
    return last !== undefined && !isOpen(offered(last.from), field);
  };
  const converter = findConverters({ pipeline, from, to, specs, specOf }).find((one) =>
    helps(insertConverter({ pipeline, from, to }, one, [0, 0])),
  );
  if (!converter) return {};
  return {
    fix: {
      title: `Put ${titleOfOffer(converter)} between`,
      apply(now) {
        if (!now.edges.some((one) => one.from === from && one.to === to)) return now;
        const at = placeAbove(now, splitPortRef(from).node, splitPortRef(to).node);
        return insertConverter({ pipeline: now, from, to }, converter, at);
      },
    },
  };
}
