import { makePipeline } from '#testing/pipelines.ts';
import { expect, test } from 'vitest';
import { connect, disconnect, setQueue } from './edges.ts';

const pipeline = makePipeline(
  { left: 'test/camera', right: 'test/camera', blur: 'test/blur', end: 'test/recorder' },
  [
    ['left.frame', 'blur.frame'],
    ['blur.frame', 'end.video'],
  ],
);

test('an input takes one edge: a new one replaces it in its place', () => {
  expect(connect(pipeline, 'right.frame', 'blur.frame').edges).toEqual([
    { from: 'right.frame', to: 'blur.frame' },
    { from: 'blur.frame', to: 'end.video' },
  ]);
});

test('an output feeds as many inputs as there are', () => {
  expect(connect(pipeline, 'left.frame', 'end.video').edges).toHaveLength(2);
  const bare = { ...pipeline, edges: [] };
  const twice = connect(connect(bare, 'left.frame', 'blur.frame'), 'left.frame', 'end.video');
  expect(twice.edges).toHaveLength(2);
});

test('an edge is taken out by its name', () => {
  expect(disconnect(pipeline, ['left.frame→blur.frame']).edges).toEqual([
    { from: 'blur.frame', to: 'end.video' },
  ]);
});

test('queue settings come and go without a trace', () => {
  const queued = setQueue(pipeline, 'left.frame→blur.frame', { overflow: 'drop-oldest' });
  expect(queued.edges[0]).toStrictEqual({
    from: 'left.frame',
    to: 'blur.frame',
    queue: { overflow: 'drop-oldest' },
  });
  expect(setQueue(queued, 'left.frame→blur.frame', undefined)).toStrictEqual(pipeline);
  expect(setQueue(queued, 'left.frame→blur.frame', {})).toStrictEqual(pipeline);
});

test('what changes nothing gives the same object back', () => {
  expect(connect(pipeline, 'left.frame', 'blur.frame')).toBe(pipeline);
  expect(disconnect(pipeline, ['right.frame→blur.frame'])).toBe(pipeline);
  expect(setQueue(pipeline, 'left.frame→blur.frame', {})).toBe(pipeline);
  expect(setQueue(pipeline, 'right.frame→blur.frame', { capacity: 2 })).toBe(pipeline);
});
