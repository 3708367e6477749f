import { blur, camera } from '#testing/specs.ts';
import { expect, test } from 'vitest';
import { freshId, newNode } from './newNode.ts';
import { addNode } from './nodes.ts';
import { emptyPipeline } from './pipeline.ts';

test('a new node has a readable id, whole pixels and every param', () => {
  expect(newNode(emptyPipeline, blur, [10.4, -0.2], { radius: 5 })).toEqual({
    id: 'blur',
    operator: 'test/blur',
    operatorVersion: 1,
    at: [10, 0],
    params: { radius: 5, edge: 'clamp', fast: false },
  });
});

test('ids of one operator are counted from 2, and gaps are filled', () => {
  let pipeline = emptyPipeline;
  for (let i = 0; i < 3; i++) pipeline = addNode(pipeline, newNode(pipeline, camera, [0, 0]));
  expect(pipeline.nodes.map(({ id }) => id)).toEqual(['camera', 'camera-2', 'camera-3']);
  const gap = { ...pipeline, nodes: pipeline.nodes.toSpliced(1, 1) };
  expect(newNode(gap, camera, [0, 0]).id).toBe('camera-2');
});

test('an id stays within 64 characters, number included', () => {
  const long = 'x'.repeat(70);
  expect(freshId(new Set(), long)).toBe('x'.repeat(64));
  expect(freshId(new Set(['x'.repeat(64)]), long)).toBe(`${'x'.repeat(62)}-2`);
});
