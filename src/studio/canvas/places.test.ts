import { emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { clearPlace, freePlace, snap } from './places.ts';

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

const room = { x: 0, y: 0, width: 1000, height: 400 };
const node = { x: 400, y: 100, width: 200, height: 200 };

test('a node is placed where it is wanted if nothing lies there', () => {
  expect(clearPlace(node, [], room)).toEqual({ x: 400, y: 100 });
  expect(clearPlace(node, [{ x: 0, y: 0, width: 200, height: 400 }], room)).toEqual({
    x: 400,
    y: 100,
  });
});

test('a node is placed beside the one in its way, the shorter way and with room for an edge', () => {
  const wall = { x: 380, y: 0, width: 200, height: 400 };
  expect(clearPlace(node, [wall], room)).toEqual({ x: 624, y: 100 });
});

test('no place is found in a view that is full or too small', () => {
  expect(clearPlace(node, [room], room)).toBeUndefined();
  expect(clearPlace(node, [], { x: 0, y: 0, width: 100, height: 100 })).toBeUndefined();
});
