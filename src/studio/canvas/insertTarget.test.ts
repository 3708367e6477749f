import type { EdgeId } from '#pipeline/pipeline.ts';
import { streamCurve } from '#studio/edge/streamPath.ts';
import { expect, test } from 'vitest';
import { edgeUnder } from './insertTarget.ts';

const level = (id: EdgeId, y: number) => ({
  id,
  curve: streamCurve({ sourceX: 0, sourceY: y, targetX: 1000, targetY: y }),
});
const upper = level('a.x→b.x', 100);
const lower = level('a.x→c.x', 140);

test('a node whose middle an edge passes through is on that edge', () => {
  expect(edgeUnder([upper], { x: 400, y: 20, width: 200, height: 160 }, 12)).toBe(upper.id);
});

test('a node that only touches an edge is beside it', () => {
  expect(edgeUnder([upper], { x: 400, y: 90, width: 200, height: 160 }, 12)).toBeUndefined();
  expect(edgeUnder([upper], { x: 1100, y: 20, width: 200, height: 160 }, 12)).toBeUndefined();
});

test('of two edges the one nearer to the middle counts', () => {
  expect(edgeUnder([upper, lower], { x: 400, y: 50, width: 200, height: 160 }, 12)).toBe(lower.id);
  expect(edgeUnder([upper, lower], { x: 400, y: 20, width: 200, height: 160 }, 12)).toBe(upper.id);
});
