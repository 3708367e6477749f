import { previewLoaders } from '#catalog/previews.ts';
import type { OwnPreview } from '#previews/ownPreview.ts';
import { lazy } from 'react';

const components = new Map<string, OwnPreview>(
  [...previewLoaders].map(([operator, load]) => [
    operator,
    lazy(async () => ({ default: await load() })),
  ]),
);

/** The own preview of an operator, loaded when it is first drawn; undefined for most, which have none. */
export function previewOf(operator: string): OwnPreview | undefined {
  return components.get(operator);
}
