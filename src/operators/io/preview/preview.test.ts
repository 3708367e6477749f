import { chunkAt, grayFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

test('a preview takes frames, numbers and boxes, sends nothing and keeps nothing', async () => {
  const run = await runKernel(kernel, {
    params: {},
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
