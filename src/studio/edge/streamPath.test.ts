import { expect, test } from 'vitest';
import { curvePoint, reversedPath, streamCurve, streamPath } from './streamPath.ts';

const ends = { sourceX: 216, sourceY: 272, targetX: 260, targetY: 111 };

/** All numbers of path data, in order. */
const numbers = (path: string): readonly number[] => path.match(/-?[\d.]+/g)!.map(Number);

/** Path data as points, in order. */
function points(path: string): readonly (readonly [number, number])[] {
  const all = numbers(path);
  return Array.from({ length: all.length / 2 }, (_, i) => [all[2 * i]!, all[2 * i + 1]!]);
}

test('an edge is level for 12 pixels at both of its ports, wherever they lie', () => {
  for (const targetX of [-400, 216, 240, 260, 900]) {
    const [start, afterStart, , , beforeEnd, end] = points(streamPath({ ...ends, targetX }));
    expect(afterStart).toEqual([start![0] + 12, start![1]]);
    expect(beforeEnd).toEqual([end![0] - 12, end![1]]);
  }
});

test('the curve leaves and arrives level', () => {
  const [, y0, x1, y1, x2, y2, , y3] = streamCurve(ends);
  expect([y1, y2]).toEqual([y0, y3]);
  expect(x1).toBeGreaterThan(ends.sourceX + 12);
  expect(x2).toBeLessThan(ends.targetX - 12);
});

test('the reversed path has the same points the other way round', () => {
  expect(points(reversedPath(ends))).toEqual(points(streamPath(ends)).toReversed());
});

test('a straight edge is a straight line', () => {
  const curve = streamCurve({ sourceX: 0, sourceY: 8, targetX: 100, targetY: 8 });
  for (const t of [0, 0.3, 1]) expect(curvePoint(curve, t).y).toBeCloseTo(8, 10);
});

test('the middle of a symmetric edge is the middle between its ports', () => {
  const curve = streamCurve({ sourceX: 0, sourceY: 0, targetX: 200, targetY: 80 });
  expect(curvePoint(curve, 0.5)).toEqual({ x: 100, y: 40 });
});
