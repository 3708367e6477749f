import type { KernelModule } from '#contract/kernel.ts';

const loaders = import.meta.glob<KernelModule>('/src/operators/*/*/kernel.ts', {
  import: 'kernel',
});

/** Loads one operator's kernel, so that a worker carries the code of its own operators only. */
export async function loadKernel(operatorId: string): Promise<KernelModule> {
  const path = `/src/operators/${operatorId}/kernel.ts`;
  const load = Object.hasOwn(loaders, path) ? loaders[path] : undefined;
  if (!load) throw new Error(`No operator is named '${operatorId}'.`);
  return load();
}
