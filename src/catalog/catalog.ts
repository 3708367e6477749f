import { assert } from '#base/assert.ts';
import { CATEGORIES, type OperatorSpec } from '#contract/spec.ts';

const modules = import.meta.glob<OperatorSpec>('/src/operators/*/*/spec.ts', {
  eager: true,
  import: 'spec',
});

/** Every operator there is, by category, then title: the order of the palette. */
export const specs: readonly OperatorSpec[] = Object.entries(modules)
  .map(([path, spec]) => {
    assert(
      path === `/src/operators/${spec.id}/spec.ts`,
      `The operator '${spec.id}' lies in '${path}'; folder and id must agree.`,
    );
    return spec;
  })
  .toSorted(
    (a, b) =>
      CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) ||
      (a.title < b.title ? -1 : 1),
  );

const byId = new Map(specs.map((spec) => [spec.id, spec]));

/** The spec of an operator; undefined if it is not installed. */
export function specOf(operator: string): OperatorSpec | undefined {
  return byId.get(operator);
}
