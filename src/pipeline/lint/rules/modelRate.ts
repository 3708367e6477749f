import { paramFields } from '#contract/paramFields.ts';
import { isSink, isSource, mainTypeOf, typesOf, type OperatorSpec } from '#contract/spec.ts';
import { declaredRate, rateParam } from '#pipeline/latency/declaredRate.ts';
import { insertFix } from '#pipeline/lint/insertFix.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** Pictures a second that are enough for most of what a model says about them. */
const ENOUGH = 10;

/** A model that looks at every frame of a live stream: it can't keep up, and frames hardly differ. */
export const modelRate: Rule = (context) => {
  const { pipeline, nodes, specs, specOf, wiring, mode } = context;
  if (mode !== 'live') return [];
  const limiter = specs.find(isLimiter);
  return nodes.flatMap(({ node, spec, title }) => {
    if (!spec.requires.includes('model') || node.mode) return [];
    const wire = wiring.into(node.id).find(({ input }) => {
      const port = spec.inputs[input];
      return port && mainTypeOf(port) === 'video/raw';
    });
    const rate = wire && declaredRate(pipeline, wire, { specOf, wiring });
    if (!wire || rate === undefined || rate <= ENOUGH) return [];
    return [
      {
        rule: 'model-rate',
        severity: 'hint' as const,
        node: node.id,
        title: 'More pictures than it needs',
        message: `${title} asks a model about each of ${rate} pictures a second. ${ENOUGH} are mostly enough, and leave time for the rest.`,
        ...(limiter && {
          fix: insertFix(context, wire, {
            spec: limiter,
            params: { [rateParam(limiter)!]: ENOUGH },
            title: `${limiter.title} first`,
          }),
        }),
      },
    ];
  });
};

/** Any stream in, the same out, fewer a second. */
function isLimiter(spec: OperatorSpec): boolean {
  if (isSource(spec) || isSink(spec)) return false;
  const ports = [...Object.values(spec.inputs), ...Object.values(spec.outputs)];
  const passes = ports.length === 2 && ports.every((port) => typesOf(port).includes('video/raw'));
  return (
    passes &&
    paramFields(spec).some(({ name, meta }) => name === rateParam(spec) && meta.unit === '/s')
  );
}
