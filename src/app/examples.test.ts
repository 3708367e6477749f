import { readdirSync, readFileSync } from 'node:fs';
import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { emptyPipeline, type NodeId } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { findProblems } from '#pipeline/validate.ts';
import { runsByItself } from '#studio/document/runsByItself.ts';
import { expect, test } from 'vitest';

const folder = 'public/examples';
const files = readdirSync(folder);
const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as readonly {
  readonly slug: string;
  readonly title: string;
}[];

test('the gallery lists every pipeline of its folder, and each has a picture', () => {
  const pipelines = files
    .filter((name) => name.endsWith('.json') && name !== 'index.json')
    .toSorted();
  expect(index.map(({ slug }) => `${slug}.json`).toSorted()).toEqual(pipelines);
  for (const { slug } of index) expect(files).toContain(`${slug}.jpg`);
});

test.each(index)('$slug is valid, named as in the gallery, and printed as we print', (example) => {
  const text = readFileSync(`${folder}/${example.slug}.json`, 'utf8');
  const parsed = parsePipeline(text, specOf);
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  if (!parsed.ok) return;
  expect(findProblems(parsed.value, specOf)).toEqual([]);
  expect(parsed.value.name).toBe(example.title);
  expect(runsByItself(parsed.value, specOf)).toBe(true);
  expect(printPipeline(parsed.value, specOf)).toBe(text);
});

test('what opens a device, writes a file or sends sound away does not run by itself', () => {
  const node = (operator: string, params: Readonly<Record<string, string>> = {}) =>
    runsByItself(
      {
        ...emptyPipeline,
        nodes: [{ id: 'a' as NodeId, operator, operatorVersion: 1, at: [0, 0], params }],
      },
      specOf,
    );
  expect(node('speech/recognise')).toBe(true);
  expect(node('speech/recognise', { engine: 'browser' })).toBe(false);
  const others = ['io/microphone', 'io/recorder', 'io/speaker', 'io/unknown'];
  expect(others.filter((operator) => node(operator))).toEqual([]);
});
