import { inferCaps } from '#pipeline/inferCaps.ts';
import type { PortRef } from '#pipeline/pipeline.ts';
import { type CapsScalar, isFixedValue } from '#stream/capsValue.ts';
import type { LintContext } from './lintContext.ts';

/** What an output sends in one field of its caps, if that is known before a run. */
export function carried(
  { pipeline, specOf }: LintContext,
  output: PortRef,
  field: string,
): CapsScalar | undefined {
  const caps = inferCaps(pipeline, specOf).offered(output);
  if (caps === 'any' || caps.length === 0) return undefined;
  const values = caps.map(({ fields }) => fields[field]);
  const [first] = values;
  const same = values.every((value) => value === first);
  return same && first !== undefined && isFixedValue(first) ? first : undefined;
}
