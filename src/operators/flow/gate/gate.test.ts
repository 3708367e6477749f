import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number, value = at) => chunkAt<'value/number'>(at, value);
const params = { threshold: 0.5, invert: false, between: 'hold', start: 'shut' } as const;
const sent = (run: Awaited<ReturnType<typeof runKernel>>, from: string) =>
  run.emitted
    .filter(({ port }) => port === from)
    .map(({ chunk }) => [chunk.timestamp, chunk.payload]);

const story = [
  { in: number(0) },
  { in: number(1), decision: number(1, 0.5) },
  { in: number(2) },
  { in: number(3), decision: number(3, 0.4) },
  { decision: number(4, 9) },
  { in: number(5) },
];

test('a decision holds for the data of its own time, and until the next', async () => {
  const run = await runKernel(kernel, { params, inputs: story });
  expect(sent(run, 'out').map(([at]) => at)).toEqual([1, 2, 5]);
  expect(sent(run, 'open')).toEqual([
    [1, 1],
    [3, 0],
    [4, 1],
  ]);
  expect(run.drops).toEqual({});
});

test.each([
  ['shut', [1]],
  ['open', [0, 1, 2, 5]],
] as const)('data without a decision of its own: %s', async (between, passed) => {
  const run = await runKernel(kernel, { params: { ...params, between }, inputs: story });
  expect(sent(run, 'out').map(([at]) => at)).toEqual(passed);
});

test('an inverted gate opens below the threshold, and may begin open', async () => {
  const run = await runKernel(kernel, {
    params: { ...params, invert: true, start: 'open' },
    inputs: story,
  });
  expect(sent(run, 'out').map(([at]) => at)).toEqual([0, 3]);
});

test('sound after a gap says so', async () => {
  const sound = audioBlock(48_000, [0]);
  const run = await runKernel(kernel, {
    params: { ...params, start: 'open' },
    inputs: [
      { in: chunkAt<'audio/pcm'>(0, sound) },
      { in: chunkAt<'audio/pcm'>(1, sound), decision: number(1, 0) },
      { in: chunkAt<'audio/pcm'>(2, sound), decision: number(2, 1) },
      { in: chunkAt<'audio/pcm'>(3, sound) },
    ],
  });
  expect(sent(run, 'out')).toEqual([
    [0, sound],
    [2, { ...sound, discontinuity: true }],
    [3, sound],
  ]);
});
