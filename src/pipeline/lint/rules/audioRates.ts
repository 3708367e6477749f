import { paramFields } from '#contract/paramFields.ts';
import { isSink, isSource, mainTypeOf, type OperatorSpec } from '#contract/spec.ts';
import { insertFix } from '#pipeline/lint/insertFix.ts';
import type { LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import type { Wire } from '#pipeline/wiring.ts';

/** Sounds of different rates that are to be put together sample by sample. */
export const audioRates: Rule = (context) =>
  context.nodes.flatMap(({ node, title }) => {
    const known = context.joined(node.id).flatMap((wire) => {
      const rate = sampleRate(context, wire);
      return rate === undefined ? [] : [{ wire, rate }];
    });
    const [first] = known;
    const odd = known.find(({ rate }) => rate !== first!.rate);
    if (!first || !odd) return [];
    const resampler = context.specs.find(isResampler);
    return [
      {
        rule: 'audio-rates',
        severity: 'warning' as const,
        edge: odd.wire.id,
        title: 'Sounds of different rates',
        message: `${title} gets ${first.rate} Hz at ${first.wire.input} and ${odd.rate} Hz at ${odd.wire.input}; their samples do not line up.`,
        ...(resampler && {
          fix: insertFix(context, odd.wire, {
            spec: resampler,
            params: { sampleRate: first.rate },
            title: `${resampler.title} to ${first.rate} Hz`,
          }),
        }),
      },
    ];
  });

/** The rate of a sound, if it is the same whatever happens: by a port's caps, or the nearest param that sets it. */
function sampleRate(context: LintContext, wire: Wire): number | undefined {
  for (const id of context.wiring.above(wire.from)) {
    const known = context.at(id);
    if (!known) return undefined;
    const caps = Object.values(known.spec.outputs).find(
      (port) => mainTypeOf(port) === 'audio/pcm',
    )?.caps;
    const rate = known.node.params['sampleRate'] ?? caps?.['sampleRate'];
    if (typeof rate === 'number') return rate;
  }
  return undefined;
}

/** One sound in, one out, at a rate of choice. */
function isResampler(spec: OperatorSpec): boolean {
  if (isSource(spec) || isSink(spec)) return false;
  const ports = [...Object.values(spec.inputs), ...Object.values(spec.outputs)];
  if (ports.length !== 2 || ports.some((port) => mainTypeOf(port) !== 'audio/pcm')) return false;
  return paramFields(spec).some(({ name, kind }) => kind === 'number' && name === 'sampleRate');
}
