import { specOf as catalogued } from '#catalog/catalog.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { spec as tap } from './tap/spec.ts';

/** The specs of a run: those of the catalog, and the command's own tap. */
export function specOf(operator: string): OperatorSpec | undefined {
  return operator === tap.id ? tap : catalogued(operator);
}
