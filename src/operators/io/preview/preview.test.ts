import { chunkAt, grayFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { drivableParams } from '#contract/drivable.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

test('a preview takes frames, numbers and boxes, sends nothing and keeps nothing', async () => {
  const run = await runKernel(kernel, {
    params: { timing: 'at-once', delay: 0 },
    inputs: [
      { in: chunkAt<'video/raw'>(0, grayFrame([[1, 2]])) },
      { in: chunkAt<'value/number'>(1, 0.5) },
      {
        in: chunkAt<'vision/detections'>(2, {
          kind: 'detections',
          frame: { width: 4, height: 4 },
          items: [],
        }),
      },
    ],
  });
  expect(run).toMatchObject({ emitted: [], drops: {}, logs: [], leaked: 0 });
});

test('in step it shows chunks as late as its delay says, which no stream can change', () => {
  expect(spec.synchronises!({ timing: 'in-step', delay: 40 })).toEqual({ delay: 40_000 });
  expect(spec.synchronises!({ timing: 'at-once', delay: 40 })).toBeUndefined();
  expect([...drivableParams(spec).keys()]).toEqual([]);
});
