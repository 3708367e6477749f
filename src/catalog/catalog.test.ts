import { existsSync, readdirSync } from 'node:fs';
import { modelsOf } from '#contract/modelsOf.ts';
import { paramFields } from '#contract/paramFields.ts';
import { findProblems } from '#pipeline/validate.ts';
import { expect, test } from 'vitest';
import { specOf, specs } from './catalog.ts';
import { exampleOf } from './examples.ts';
import { loadKernel } from './kernels.ts';

const each = specs.map((spec) => [spec.id, spec] as const);

test('more than twenty operators are found, by category and title', () => {
  expect(specs.length).toBeGreaterThan(20);
  expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length);
  expect(specs[0]!.category).toBe('sources');
  expect(specs.at(-1)!.category).toBe('sinks');
});

test('every model that an operator needs has a manifest', () => {
  const manifests = import.meta.glob<{ readonly name: string }>('/src/operators/*/*/*.model.json', {
    eager: true,
  });
  const names = Object.values(manifests).map(({ name }) => name);
  const needed = specs.flatMap((spec) => [
    ...modelsOf(spec, {}, () => true),
    ...modelsOf(spec, {}, () => false),
  ]);
  expect(needed).toEqual(expect.arrayContaining(['silero-vad', 'moonshine-tiny-en']));
  expect(needed.filter((model) => !names.includes(model))).toEqual([]);
});

test('every operator folder is in the catalog', () => {
  const folders = readdirSync('src/operators').flatMap((domain) =>
    readdirSync(`src/operators/${domain}`).map((name) => `${domain}/${name}`),
  );
  const ids = specs.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(folders.filter((name) => !name.endsWith('_shared')).toSorted());
});

test('an operator that is not installed has no spec, no kernel and no example', async () => {
  expect(specOf('video/nothing')).toBeUndefined();
  expect(specOf('constructor')).toBeUndefined();
  await expect(loadKernel('video/nothing')).rejects.toThrow(
    "No operator is named 'video/nothing'.",
  );
  await expect(exampleOf('video/nothing')).resolves.toBeUndefined();
});

test.each(each)('%s has a test beside it', (id) => {
  const folder = `src/operators/${id}`;
  expect(existsSync(folder)).toBe(true);
  expect(readdirSync(folder).filter((file) => file.endsWith('.test.ts'))).not.toEqual([]);
});

test.each(each)('%s opens a kernel', async (id) => {
  expect((await loadKernel(id)).open).toBeTypeOf('function');
});

test.each(each)('%s has an example without problems that uses it', async (id) => {
  const example = await exampleOf(id);
  const operators = example?.nodes.map(({ operator }) => operator) ?? [];
  expect(operators).toContain(id);
  expect(operators.filter((operator) => !specOf(operator))).toEqual([]);
  expect(findProblems(example!, specOf)).toEqual([]);
});

test.each(each)('%s names, describes and defaults every param', (_, spec) => {
  const fields = paramFields(spec);
  for (const { meta } of fields) {
    expect(meta.title).toMatch(/^[A-Z0-9]/);
    expect(meta.description).toMatch(/[.?]$/);
  }
  expect(spec.params.safeParse({}).success).toBe(true);
  expect(spec.inline.length).toBeLessThanOrEqual(2);
  expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining([...spec.inline]));
});

test.each(each)('%s can be found and drawn: glyph, words, documented ports', (_, spec) => {
  expect(spec.glyph).toMatch(/^M/i);
  expect(spec.title).not.toBe('');
  expect(spec.doc).toMatch(/\.$/);
  for (const port of [...Object.values(spec.inputs), ...Object.values(spec.outputs)]) {
    expect(port.doc).toMatch(/\.$/);
  }
});
