import type { OwnPreview } from '#previews/ownPreview.ts';

const modules = import.meta.glob<OwnPreview>('/src/operators/*/*/preview.tsx', {
  import: 'Preview',
});

/** How to load the own preview of each operator that has one, by operator. For the page alone. */
export const previewLoaders: ReadonlyMap<string, () => Promise<OwnPreview>> = new Map(
  Object.entries(modules).map(([path, load]) => [
    path.replace('/src/operators/', '').replace('/preview.tsx', ''),
    load,
  ]),
);
