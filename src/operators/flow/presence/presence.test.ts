import { chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number) => chunkAt<'value/number'>(at, at);

test('each beat says whether the other stream has a chunk at its time', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { beat: number(0) },
      { beat: number(1), in: number(1) },
      { in: number(2) },
      { beat: number(3) },
    ],
  });
  expect(run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload])).toEqual([
    [0, 0],
    [1, 1],
    [3, 0],
  ]);
});
