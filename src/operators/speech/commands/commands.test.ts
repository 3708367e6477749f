import type { Emitted } from '#testing/runKernel.ts';
import { runKernel } from '#testing/runKernel.ts';
import { numbersFrom } from '#testing/sound.ts';
import { saidAt } from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const inputs = [
  saidAt('please go', 0, { final: false }),
  saidAt('please go back', 0, { final: false }),
  saidAt('Please, go back.', 0),
  saidAt('stop', 5, { id: 1 }),
  saidAt('Stop!', 8, { id: 2 }),
];

async function obeyed(
  params: Partial<ReturnType<typeof spec.params.parse>>,
): Promise<readonly Emitted[]> {
  const run = await runKernel(kernel, { params: spec.params.parse(params), inputs });
  return run.emitted;
}

const values = (emitted: readonly Emitted[], port: string): readonly number[] =>
  numbersFrom(emitted, port).map(({ value }) => value);

test('each command acts once, when it is final, and holds until the next', async () => {
  const emitted = await obeyed({});
  expect(numbersFrom(emitted, 'command')).toEqual([
    { time: 1_900_000, value: 2 },
    { time: 5_900_000, value: 3 },
    { time: 8_900_000, value: 3 },
  ]);
  expect(values(emitted, 'first')).toEqual([0]);
  expect(values(emitted, 'second')).toEqual([1, 0]);
  expect(values(emitted, 'third')).toEqual([0, 1]);
});

test('on and off by turns', async () => {
  expect(values(await obeyed({ mode: 'toggle' }), 'third')).toEqual([0, 1, 0]);
});

test('at once, on words that may still change, and no second time', async () => {
  const [first, ...others] = numbersFrom(await obeyed({ early: true }), 'command');
  expect(first).toEqual({ time: 1_500_000, value: 2 });
  expect(others.map(({ value }) => value)).toEqual([3, 3]);
});

test('two commands in one breath act one after the other', async () => {
  const { emitted } = await runKernel(kernel, {
    params: spec.params.parse({}),
    inputs: [saidAt('go back stop', 0)],
  });
  expect(numbersFrom(emitted, 'command')).toEqual([
    { time: 1_900_000, value: 2 },
    { time: 1_900_001, value: 3 },
  ]);
});
