import { chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const number = (at: number, value = at) => chunkAt<'value/number'>(at, value);
const params = { maxInFlight: 1, maxInQueue: 0, timeout: 0 };
const sent = (run: KernelRun, from: string) =>
  run.emitted.filter(({ port }) => port === from).map(({ chunk }) => chunk.timestamp as number);

/** Four chunks beside which a slower stream runs; the section is done with 10 before 40 comes. */
const inputs = [
  { in: number(10) },
  { aux: number(12) },
  { in: number(20) },
  { aux: number(21) },
  { in: number(30) },
  { in: number(40) },
  { aux: number(45) },
];
const bounds = {
  0: { finished: -Infinity },
  5: { finished: 11 },
};

test('T10 what goes beside is dropped just where the main stream was', async () => {
  const run = await runKernel(kernel, { params, inputs, bounds });
  expect(sent(run, 'out')).toEqual([10, 40]);
  expect(sent(run, 'aux')).toEqual([12, 45]);
  expect(run.drops).toEqual({ limiter: 3 });
  expect(run.leaked).toBe(0);
});

test('T9 the bounds of what was dropped go on, so that nothing below stalls', async () => {
  const run = await runKernel(kernel, { params, inputs, bounds });
  const told = run.advanced.filter(({ port }) => port === 'out').map(({ bound }) => bound);
  expect(told).toEqual([11, 11, 21, 21, 31, 41, 41]);
});

test('T11 the decisions of one run give another the same outputs', async () => {
  const first = await runKernel(kernel, { params, inputs, bounds });
  const decisions = first.emitted.filter(({ port }) => port === 'allow').map(({ chunk }) => chunk);
  expect(decisions.map(({ timestamp, payload }) => [timestamp, payload])).toEqual([
    [10, 1],
    [20, 0],
    [30, 0],
    [40, 1],
  ]);
  // The decisions come as they like: here all of them before the rest.
  const replay = await runKernel(kernel, {
    params,
    inputs: [...decisions.map((allow) => ({ allow })), ...inputs] as never,
  });
  expect([sent(replay, 'out'), sent(replay, 'aux')]).toEqual([
    sent(first, 'out'),
    sent(first, 'aux'),
  ]);
  expect(replay.leaked).toBe(0);
});

test('in batch everything passes', async () => {
  const run = await runKernel(kernel, {
    params,
    inputs,
    bounds: { 0: { finished: -Infinity } },
    paced: false,
  });
  expect(sent(run, 'out')).toEqual([10, 20, 30, 40]);
  expect(sent(run, 'aux')).toEqual([12, 21, 45]);
});

test('what waits when the stream ends is let in', async () => {
  const run = await runKernel(kernel, {
    params: { ...params, maxInQueue: 1 },
    inputs: [{ in: number(10) }, { in: number(20) }, { in: number(30) }],
    bounds: { 0: { finished: -Infinity } },
  });
  expect(sent(run, 'out')).toEqual([10, 30]);
  expect(run.leaked).toBe(0);
});
