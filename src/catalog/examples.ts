import { parsePipeline } from '#pipeline/parse.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { specOf } from './catalog.ts';

const loaders = import.meta.glob<string>('/src/operators/*/*/example.json', {
  query: '?raw',
  import: 'default',
});

/** The smallest pipeline that shows an operator; undefined if the operator is not installed. */
export async function exampleOf(operator: string): Promise<Pipeline | undefined> {
  const path = `/src/operators/${operator}/example.json`;
  const load = Object.hasOwn(loaders, path) ? loaders[path] : undefined;
  if (!load) return undefined;
  const parsed = parsePipeline(await load(), specOf);
  if (parsed.ok) return parsed.value;
  const reasons = parsed.problems.map(({ where, message }) => `${where}: ${message}`);
  throw new Error(`The example of '${operator}' is broken. ${reasons.join(' ')}`);
}
