import { chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number) => chunkAt<'value/number'>(at, at);

test('only times at which every wired input has a chunk pass, and the rest is no loss', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { a: number(1), b: number(1) },
      { a: number(2) },
      { b: number(3) },
      { a: number(4), b: number(4) },
    ],
  });
  expect(run.emitted.map(({ port, chunk }) => [port, chunk.timestamp])).toEqual([
    ['a', 1],
    ['b', 1],
    ['a', 4],
    ['b', 4],
  ]);
  expect(run.drops).toEqual({});
});

test('an input that nobody wired is not waited for', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { a: number(1), b: number(1), c: number(1) },
      { a: number(2), b: number(2) },
    ],
  });
  expect(run.emitted.map(({ port }) => port)).toEqual(['a', 'b', 'c']);
});
