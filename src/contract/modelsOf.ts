import type { OperatorSpec } from './spec.ts';

/** Whether the files of a model, by the name in its manifest, are to be had. */
export type IsHere = (model: string) => boolean;

/** The models that a node needs with its params as they are; none where those are wrong. */
export function modelsOf(
  spec: OperatorSpec,
  params: Readonly<Record<string, unknown>>,
  isHere: IsHere,
): readonly string[] {
  const { models = [] } = spec;
  if (typeof models !== 'function') return models;
  const { data } = spec.params.safeParse(params);
  return data ? models(data, isHere) : [];
}

/** What the node itself chooses where a param leaves the choice to it: values by the name of the param. */
export function chosenOf(
  spec: OperatorSpec,
  params: Readonly<Record<string, unknown>>,
  isHere: IsHere,
): Readonly<Record<string, string>> {
  const { data } = spec.chooses ? spec.params.safeParse(params) : {};
  return (data && spec.chooses?.(data, isHere)) ?? {};
}
