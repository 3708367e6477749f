import { chunkAt, grayFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number, value = at) => chunkAt<'value/number'>(at, value);

const sent = (run: Awaited<ReturnType<typeof runKernel>>) =>
  run.emitted.map(({ port, chunk }) => [port, chunk.timestamp, chunk.payload]);

test('each tick sends the newest of every input at its own time, that of the same time included', async () => {
  const run = await runKernel(kernel, {
    params: { whole: true },
    inputs: [
      { a: number(0, 10) },
      { tick: number(1) },
      { b: number(2, 20) },
      { tick: number(3), a: number(3, 11) },
      { tick: number(4) },
    ],
  });
  expect(sent(run)).toEqual([
    ['a', 3, 11],
    ['b', 3, 20],
    ['a', 4, 11],
    ['b', 4, 20],
  ]);
});

test('without waiting for all, a tick sends what is there', async () => {
  const run = await runKernel(kernel, {
    params: { whole: false },
    inputs: [{ tick: number(0) }, { a: number(1, 10) }, { tick: number(2) }, { b: number(3, 20) }],
  });
  expect(sent(run)).toEqual([['a', 2, 10]]);
});

test('frames are kept while they are the newest, and let go in the end', async () => {
  const [first, second] = [grayFrame([[1]]), grayFrame([[2]])];
  const run = await runKernel(kernel, {
    params: { whole: true },
    inputs: [
      { a: chunkAt<'video/raw'>(0, first) },
      { tick: number(1) },
      { a: chunkAt<'video/raw'>(2, second) },
      { tick: number(3) },
      { tick: number(4) },
    ],
  });
  expect(run.emitted.map(({ chunk }) => chunk.payload)).toEqual([first, second, second]);
  expect(run.leaked).toBe(0);
});
