import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { Example } from '#studio/services.ts';
import { z } from 'zod';

const indexShape = z.array(
  z.strictObject({
    slug: z.string().regex(/^[a-z0-9-]+$/),
    title: z.string(),
    doc: z.string(),
  }),
);

/** The gallery, in the order of `public/examples/index.json`. Pipelines are fetched when they are opened. */
export async function loadExamples(): Promise<readonly Example[]> {
  const index = indexShape.parse(await (await fetchOwn('examples/index.json')).json());
  return index.map(({ slug, title, doc }) => ({
    slug,
    title,
    doc,
    picture: `examples/${slug}.jpg`,
    async load() {
      const text = await (await fetchOwn(`examples/${slug}.json`)).text();
      const parsed = parsePipeline(text, specOf);
      if (parsed.ok) return parsed.value;
      const reasons = parsed.problems.map(({ where, message }) => `${where}: ${message}`);
      throw new Error(`The example '${slug}' is broken. ${reasons.join(' ')}`);
    },
  }));
}

async function fetchOwn(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`'${path}' could not be loaded: status ${response.status}.`);
  return response;
}
