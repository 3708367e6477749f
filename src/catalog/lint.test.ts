import { specOf, specs } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const documents = [
  ...readdirSync('public/examples').map((name) => `public/examples/${name}`),
  ...readdirSync('src/operators', { recursive: true }).map(
    (name) => `src/operators/${String(name)}`,
  ),
].filter((path) => /(?:public\/examples\/(?!index).*|example)\.json$/.test(path));

test('whoever opens an example is warned of nothing', () => {
  expect(documents.length).toBeGreaterThan(specs.length / 2);
  for (const path of documents) {
    const parsed = parsePipeline(readFileSync(path, 'utf8'), specOf);
    if (!parsed.ok) throw new Error(`'${path}' can't be read.`);
    const findings = lintPipeline({
      pipeline: parsed.value,
      specs,
      specOf,
      mode: 'live',
      queueOf: () => undefined,
    });
    const serious = findings.filter(({ severity }) => severity !== 'hint');
    expect(serious.map(({ message }) => `${path}: ${message}`)).toEqual([]);
  }
});
