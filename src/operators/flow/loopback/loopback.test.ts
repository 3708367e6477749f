import { chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number, value = at) => chunkAt<'value/number'>(at, value);
const sent = (run: KernelRun) => run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload]);

test('each time gets what came back at the one before; the first gets nothing but its bound', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { main: number(10) },
      { loop: number(10, 1) },
      { main: number(20) },
      { loop: number(20, 2) },
      { main: number(30) },
    ],
    bounds: { 0: { loop: -Infinity } },
  });
  expect(sent(run)).toEqual([
    [20, 1],
    [30, 2],
  ]);
  expect(run.advanced[0]).toEqual({ port: 'previous', bound: 11 });
});

test('where nothing came back there is nothing, and nobody waits', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { main: number(10) },
      { main: number(20) },
      { loop: number(20, 2) },
      { main: number(30) },
    ],
    bounds: { 1: { loop: 11 } },
  });
  expect(sent(run)).toEqual([[30, 2]]);
  expect(run.advanced.map(({ bound }) => bound)).toContain(21);
});

test('a time whose predecessor is not settled yet waits for it', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [
      { main: number(10) },
      { main: number(20) },
      { main: number(30) },
      { loop: number(10, 1) },
      { loop: number(20, 2) },
    ],
    bounds: { 0: { loop: -Infinity } },
  });
  expect(sent(run)).toEqual([
    [20, 1],
    [30, 2],
  ]);
  expect(run.leaked).toBe(0);
});
