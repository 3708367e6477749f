import { chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

async function found(
  params: Partial<typeof defaults>,
  places: readonly number[],
): Promise<readonly (readonly [at: number, value: unknown])[]> {
  const run = await runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: places.map((place, at) => ({ in: chunkAt<'value/number'>(at, place) })),
  });
  return run.emitted.map(({ chunk }) => [chunk.timestamp, chunk.payload]);
}

test('commands 1, 2 and 3 send 3, 10 and 25, at their own time', async () => {
  expect(await found({}, [2, 1, 3])).toEqual([
    [0, 10],
    [1, 3],
    [2, 25],
  ]);
});

test('the first place is 0 where that is said, and places are rounded', async () => {
  expect(await found({ first: 0 }, [0, 1.4, 1.6])).toEqual([
    [0, 3],
    [1, 10],
    [2, 25],
  ]);
});

test('a place beyond the list sends nothing, or the nearer end', async () => {
  expect(await found({}, [0, 4, 3])).toEqual([[2, 25]]);
  expect(await found({ outside: 'nearest' }, [0, 4, -Infinity])).toEqual([
    [0, 3],
    [1, 25],
    [2, 3],
  ]);
});

test('what is no number is counted as invalid', async () => {
  const run = await runKernel(kernel, {
    params: defaults,
    inputs: [{ in: chunkAt<'value/number'>(0, NaN) }],
  });
  expect(run.emitted).toEqual([]);
  expect(run.drops).toEqual({ invalid: 1 });
});

test.each(['3, 10, 25', ' 3;10 ; 25 ', '3 10\n25', '3,10,2.5e1', '+3., 10.0, 25'])(
  '%j is a list of those numbers',
  async (values) => {
    expect(spec.params.safeParse({ values }).success).toBe(true);
    expect((await found({ values }, [1, 2, 3])).map(([, value]) => value)).toEqual([3, 10, 25]);
  },
);

test.each(['', ' ', '3,,10', 'three', '3, ', '0x10', '1e'])('%j is none', (values) => {
  const { error } = spec.params.safeParse({ values });
  expect(error?.issues[0]?.message).toBe(
    'Values must be numbers with commas between, such as 3, 10, 25.',
  );
});

test('a new list holds from the next place on', async () => {
  const run = await runKernel(kernel, {
    params: defaults,
    inputs: [0, 1].map((at) => ({ in: chunkAt<'value/number'>(at, 1) })),
    updates: { 1: { ...defaults, values: '-7' } },
  });
  expect(run.emitted.map(({ chunk }) => chunk.payload)).toEqual([3, -7]);
});
