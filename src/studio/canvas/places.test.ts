import { emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { freePlace, snap } from './places.ts';

const withNodesAt = (...places: readonly (readonly [number, number])[]): Pipeline => ({
  ...emptyPipeline,
  nodes: places.map((at, i) => ({
    id: `n-${i}` as NodeId,
    operator: 'x/y',
    operatorVersion: 1,
    at,
    params: {},
  })),
});

test('places snap to the nearest multiple of 8', () => {
  expect(snap({ x: 11.9, y: 12.1 })).toEqual([8, 16]);
  expect(snap({ x: -5, y: -3 })).toEqual([-8, -0]);
});

test('a free place stays, a taken one moves down the diagonal', () => {
  expect(freePlace(withNodesAt([0, 0]), [8, 0])).toEqual([8, 0]);
  expect(freePlace(withNodesAt([0, 0], [24, 24]), [0, 0])).toEqual([48, 48]);
});
