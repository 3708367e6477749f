import { chunkAt, grayFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number) => chunkAt<'value/number'>(at, at);

test('chunks close together leave as pairs, at the later time', async () => {
  const run = await runKernel(kernel, {
    params: { from: -0.1, to: 0.1 },
    inputs: [
      { a: number(1_000_000) },
      { b: number(1_100_000) },
      { b: number(1_100_001) },
      { a: number(1_150_000) },
    ],
    bounds: { 0: { b: -Infinity } },
  });
  expect(run.emitted.map(({ port, chunk }) => [port, chunk.timestamp, chunk.payload])).toEqual([
    ['a', 1_100_000, 1_000_000],
    ['b', 1_100_000, 1_100_000],
    ['a', 1_150_000, 1_150_000],
    ['b', 1_150_000, 1_100_000],
    ['a', 1_150_001, 1_150_000],
    ['b', 1_150_001, 1_100_001],
  ]);
});

test('what can pair with nothing any more is let go', async () => {
  const run = await runKernel(kernel, {
    params: { from: 0, to: 0 },
    inputs: [
      { a: chunkAt<'video/raw'>(10, grayFrame([[1]])) },
      { b: number(5) },
      { b: number(20) },
    ],
    bounds: { 0: { b: -Infinity } },
  });
  expect(run.emitted).toEqual([]);
  expect(run.leaked).toBe(0);
});

test('a span that ends before it begins is refused with both ends', async () => {
  await expect(
    runKernel(kernel, { params: { from: 0.2, to: 0.1 }, inputs: [{ a: number(0) }] }),
  ).rejects.toThrow('“From” (0.2 s) must not be above “to” (0.1 s).');
});
