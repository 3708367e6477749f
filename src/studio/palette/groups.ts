import { ANY_TYPE, mainTypeOf, type OperatorSpec } from '#contract/spec.ts';

/** A category of more operators than this is listed in groups; fewer are seen at once. */
const MANY = 12;

/** Operators of one category that belong together. */
export interface OperatorGroup {
  /** Undefined where there is only one group. */
  readonly title?: string;
  readonly specs: readonly OperatorSpec[];
}

/**
 * A long category in groups: what has to do with words in time, what gives back the kind of stream that
 * it takes, and what finds something out about it. Operators that take any stream do neither, so they
 * stay one list. The order within each stays.
 */
export function groupsOf(specs: readonly OperatorSpec[]): readonly OperatorGroup[] {
  if (specs.length <= MANY || specs.some(takesAnything)) return [{ specs }];
  const others = specs.filter((spec) => !isText(spec));
  const groups = [
    { title: 'Effects', specs: others.filter(isEffect) },
    { title: 'Analysis', specs: others.filter((spec) => !isEffect(spec)) },
    { title: 'Speech and text', specs: specs.filter(isText) },
  ].filter((group) => group.specs.length > 0);
  return groups.length > 1 ? groups : [{ specs }];
}

function takesAnything({ inputs }: OperatorSpec): boolean {
  return Object.values(inputs).some((input) => input.type === ANY_TYPE);
}

function isText({ inputs, outputs }: OperatorSpec): boolean {
  return [...Object.values(inputs), ...Object.values(outputs)].some(
    (port) => mainTypeOf(port) === 'text/transcript',
  );
}

function isEffect({ inputs, outputs }: OperatorSpec): boolean {
  const [input] = Object.values(inputs);
  const [output] = Object.values(outputs);
  return input !== undefined && output !== undefined && mainTypeOf(input) === mainTypeOf(output);
}
