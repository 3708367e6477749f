import { chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

type Params = Parameters<typeof kernel.open>[0];
const second = 1_000_000;
const params: Params = { kind: 'tumbling', size: 1, slide: 0.5, measure: 'sum' };
const sent = (run: KernelRun) => run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload]);
const at = (times: readonly number[]) =>
  times.map((time) => ({ in: chunkAt<'value/number'>(time, 1) }));

test('each span that holds something has one result, at its last moment', async () => {
  const run = await runKernel(kernel, {
    params,
    inputs: at([0, 400_000, 999_999, 1_000_000, 3_500_000]),
  });
  expect(sent(run)).toEqual([
    [second - 1, 3],
    [2 * second - 1, 1],
    [4 * second - 1, 1],
  ]);
});

test('spans that overlap each hold what falls into them', async () => {
  const run = await runKernel(kernel, {
    params: { ...params, kind: 'sliding' },
    inputs: at([0, 600_000]),
  });
  expect(sent(run)).toEqual([
    [500_000 - 1, 1],
    [second - 1, 2],
    [1_500_000 - 1, 1],
  ]);
});

test('a span until a pause ends that long after its last number', async () => {
  const run = await runKernel(kernel, {
    params: { ...params, kind: 'session', measure: 'count' },
    inputs: at([0, 800_000, 1_800_000, 2_800_001]),
  });
  expect(sent(run)).toEqual([
    [2_799_999, 3],
    [3_800_000, 1],
  ]);
});

test('a span ends when its time is settled, though no number follows', async () => {
  const run = await runKernel(kernel, {
    params,
    inputs: [...at([100_000]), {}],
    bounds: { 1: { in: second } },
  });
  expect(sent(run)[0]).toEqual([second - 1, 1]);
  expect(run.advanced.at(-1)).toEqual({ port: 'result', bound: second });
});

test('boxes are counted', async () => {
  const boxes = (timestamp: number, count: number) => ({
    in: chunkAt<'vision/detections'>(timestamp, {
      kind: 'detections',
      frame: { width: 1, height: 1 },
      items: Array.from({ length: count }, () => ({ x: 0, y: 0, width: 1, height: 1, score: 1 })),
    }),
  });
  const run = await runKernel(kernel, { params, inputs: [boxes(0, 2), boxes(10, 3)] });
  expect(sent(run)).toEqual([[second - 1, 5]]);
});
