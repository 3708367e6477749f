import { drivableParams, undrivableWhy } from '#contract/drivable.ts';
import { paramFields } from '#contract/paramFields.ts';
import type { OperatorSpec } from '#contract/spec.ts';

/**
 * Why an edge can't drive that param of an operator, and what it could drive instead, as one or two sentences;
 * undefined if the operator has no param of that name. `title` is what the user calls the node.
 */
export function undrivableWords(
  spec: OperatorSpec,
  name: string,
  title: string,
): string | undefined {
  const field = paramFields(spec).find((candidate) => candidate.name === name);
  const why = field && undrivableWhy(spec, field);
  if (why === undefined) return undefined;
  const others = drivableWords(spec) || ' None of its params can be.';
  return `The param '${name}' of ${title} can't be driven by a stream: it ${why}.${others}`;
}

/** The params that an edge with numbers could enter, as a sentence to go on with; empty if there are none. */
export function drivableWords(spec: OperatorSpec): string {
  const names = [...drivableParams(spec).keys()].map((name) => `'${name}'`);
  return names.length === 0 ? '' : ` Params that numbers can drive: ${names.join(', ')}.`;
}
