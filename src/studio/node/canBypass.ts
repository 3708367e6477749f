import { isSink, isSource, type OperatorSpec, typesOf } from '#contract/spec.ts';

/** True if an input could be passed on as the main output. */
export function canBypass(spec: OperatorSpec): boolean {
  if (isSource(spec) || isSink(spec)) return false;
  const out = typesOf(Object.values(spec.outputs)[0]!);
  return Object.values(spec.inputs).some((input) => typesOf(input).some((t) => out.includes(t)));
}
