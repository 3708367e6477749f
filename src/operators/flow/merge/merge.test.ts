import { chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number, value = at) => chunkAt<'value/number'>(at, value);
const sent = (run: KernelRun) => run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload]);

test('chunks of both leave in the order of their times, whichever came first', async () => {
  const run = await runKernel(kernel, {
    params: { idle: 0 },
    inputs: [
      { a: number(10) },
      { a: number(30) },
      { b: number(20) },
      { b: number(40) },
      { a: number(50) },
    ],
    bounds: { 0: { b: -Infinity } },
  });
  expect(sent(run)).toEqual([10, 20, 30, 40, 50].map((at) => [at, at]));
  expect(run.leaked).toBe(0);
});

test('nothing leaves before everybody has come so far', async () => {
  const run = await runKernel(kernel, {
    params: { idle: 0 },
    inputs: [{ a: number(10) }, { a: number(30) }, { b: number(20) }],
    bounds: { 0: { b: -Infinity } },
  });
  const told = run.advanced.map(({ bound }) => bound);
  expect(told).toEqual([-Infinity, -Infinity, 21]);
});

test('two of one time leave a microsecond apart', async () => {
  const run = await runKernel(kernel, {
    params: { idle: 0 },
    inputs: [
      { a: number(10, 1) },
      { b: number(10, 2) },
      { a: number(11, 3) },
      { b: number(11, 4) },
    ],
    bounds: { 0: { b: -Infinity } },
  });
  expect(sent(run)).toEqual([
    [10, 1],
    [11, 2],
    [12, 3],
    [13, 4],
  ]);
});
