import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

test('the chosen stream passes as it is, and sound from another one follows a gap', async () => {
  const [left, right] = [audioBlock(48_000, [1]), audioBlock(48_000, [2])];
  const select = (at: number, way: number) => chunkAt<'value/number'>(at, way);
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { select: select(0, 0), a: chunkAt<'audio/pcm'>(0, left) },
      { select: select(1, 1), b: chunkAt<'audio/pcm'>(1, right) },
      { select: select(2, 1), b: chunkAt<'audio/pcm'>(2, right) },
      { select: select(3, 1) },
    ],
  });
  expect(run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload])).toEqual([
    [0, left],
    [1, { ...right, discontinuity: true }],
    [2, right],
  ]);
});
