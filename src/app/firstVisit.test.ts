import { readFileSync } from 'node:fs';
import { specOf, specs } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { emptyPipeline, type Pipeline } from '#pipeline/pipeline.ts';
import { findProblems } from '#pipeline/validate.ts';
import { swapSource } from '#studio/welcome/swapSource.ts';
import { expect, test } from 'vitest';

const webcam = specs.find(({ requires }) => requires.includes('camera'))!;
const microphone = specs.find(({ requires }) => requires.includes('microphone'))!;

function firstVisit(): Pipeline {
  const parsed = parsePipeline(readFileSync('public/examples/mix.json', 'utf8'), specOf);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return parsed.value;
}

test('the camera takes the place of the test pattern, and every filter and edge stays', () => {
  const before = firstVisit();
  const after = swapSource(before, webcam, {}, specOf);
  expect(after.edges).toEqual(before.edges);
  expect(after.nodes.slice(1)).toEqual(before.nodes.slice(1));
  expect(after.nodes[0]).toMatchObject({ operator: webcam.id, at: before.nodes[0]!.at });
  expect(findProblems(after, specOf)).toEqual([]);
});

test('a source of another kind is added beside, and nothing is taken away', () => {
  const before = firstVisit();
  const after = swapSource(before, microphone, {}, specOf);
  expect(after.nodes.slice(0, -1)).toEqual(before.nodes);
  expect(after.nodes.at(-1)?.operator).toBe(microphone.id);
});

test('on an empty document the camera is simply there', () => {
  expect(swapSource(emptyPipeline, webcam, {}, specOf).nodes).toHaveLength(1);
});
