import { mainTypeOf, type OperatorSpec } from '#contract/spec.ts';

/** A category of more operators than this is listed in groups; fewer are seen at once. */
const MANY = 12;

/** Operators of one category that belong together. */
export interface OperatorGroup {
  /** Undefined where there is only one group. */
  readonly title?: string;
  readonly specs: readonly OperatorSpec[];
}

/**
 * A long category in two: what gives back the kind of stream that it takes, and what finds something
 * out about it. The order within each stays.
 */
export function groupsOf(specs: readonly OperatorSpec[]): readonly OperatorGroup[] {
  if (specs.length <= MANY) return [{ specs }];
  const groups = [
    { title: 'Effects', specs: specs.filter(isEffect) },
    { title: 'Analysis', specs: specs.filter((spec) => !isEffect(spec)) },
  ];
  return groups.every((group) => group.specs.length > 0) ? groups : [{ specs }];
}

function isEffect({ inputs, outputs }: OperatorSpec): boolean {
  const [input] = Object.values(inputs);
  const [output] = Object.values(outputs);
  return input !== undefined && output !== undefined && mainTypeOf(input) === mainTypeOf(output);
}
