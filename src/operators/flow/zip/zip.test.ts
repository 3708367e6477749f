import { chunkAt } from '#testing/payloads.ts';
import { expectClean, runToEnd, sketch } from '#testing/engineRuns.ts';
import { runKernel } from '#testing/runKernel.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

test('a pair leaves at the time of a', async () => {
  const run = await runKernel(kernel, {
    params: {},
    inputs: [{ a: chunkAt<'value/number'>(5, 1), b: chunkAt<'value/number'>(900, 2) }],
  });
  expect(run.emitted.map(({ port, chunk }) => [port, chunk.timestamp, chunk.payload])).toEqual([
    ['a', 5, 1],
    ['b', 5, 2],
  ]);
});

test('in a pipeline the n-th meets the n-th, and the shorter stream ends it', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['few', 'count', { count: 3 }],
        ['many', 'count', { count: 50 }],
        ['shifted', 'add', { by: 100 }],
        ['zip', 'zip'],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['few.out', 'zip.a'],
        ['many.out', 'shifted.in'],
        ['shifted.out', 'zip.b'],
        ['zip.a', 'pair.a'],
        ['zip.b', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    withOperator(catalog, { ...spec, id: 'test/zip' } as unknown as OperatorSpec, kernel),
  );
  expect(catalog.taken.map(({ value }) => value)).toEqual([100, 1101, 2102]);
  expectClean(end);
});
