import { anyPipeline, makePipeline } from '#testing/pipelines.ts';
import { testSpecOf } from '#testing/specs.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connect } from './edges.ts';
import { setParam } from './nodes.ts';
import { emptyPipeline, type NodeId } from './pipeline.ts';
import { findProblems } from './validate.ts';

test('an empty document and a finished one have no problems', () => {
  expect(findProblems(emptyPipeline, testSpecOf)).toEqual([]);
  const done = makePipeline({ camera: 'test/camera', end: 'test/recorder' }, [
    ['camera.frame', 'end.video'],
  ]);
  expect(findProblems(done, testSpecOf)).toEqual([]);
});

test('a document that outgrew its limits says so before it is saved', () => {
  const pipeline = makePipeline({ end: 'test/camera' });
  const nodes = Array.from({ length: 2_001 }, (_, index) => ({
    ...pipeline.nodes[0]!,
    id: `camera-${index}` as NodeId,
  }));
  expect(findProblems({ ...pipeline, nodes }, testSpecOf)).toEqual([
    {
      where: '/nodes',
      message: 'The pipeline has 2001 nodes; the limit is 2000.',
      severity: 'error',
    },
  ]);
});

test('an operator that is not installed is an error on its node', () => {
  const pipeline = makePipeline({ magic: 'far/magic' });
  expect(findProblems(pipeline, testSpecOf)).toMatchObject([
    { where: '/nodes/0/operator', severity: 'error' },
  ]);
});

test('impossible edges, loops and params are errors', () => {
  const blurs = makePipeline({ camera: 'test/camera', a: 'test/blur', b: 'test/blur' });
  const looped = connect(connect(blurs, 'a.frame', 'b.frame'), 'b.frame', 'a.frame');
  expect(findProblems(looped, testSpecOf)).toMatchObject([
    {
      where: '/edges/1/loopback',
      message:
        "The edge 'b.frame → a.frame' leads back into an input that waits for its neighbours, so that it would wait for itself.",
    },
  ]);
  expect(
    findProblems(setParam(blurs, 'a' as NodeId, 'radius', 11), testSpecOf).filter(
      ({ severity }) => severity === 'error',
    ),
  ).toMatchObject([{ where: '/nodes/1/params/radius', fix: 'Use 10.' }]);
});

test('a document that can be drawn has no errors but its unknown operators', () => {
  fc.assert(
    fc.property(anyPipeline, (pipeline) => {
      const errors = findProblems(pipeline, testSpecOf).filter(
        ({ severity }) => severity === 'error',
      );
      expect(errors).toHaveLength(
        pipeline.nodes.filter(({ operator }) => operator === 'far/unknown').length,
      );
    }),
    { seed: 20_271, numRuns: 150 },
  );
});
