import { defer } from '#base/deferred.ts';
import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { engineOf, expectClean, nodeOf, runToEnd, sketch, until } from '#testing/engineRuns.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;

const spec = defineSpec({
  id: 'test/fussy',
  title: 'Fussy',
  doc: 'Drops the third chunk and what it held back at the end.',
  category: 'flow',
  glyph: 'M2 8h12',
  inputs: { in: number },
  outputs: {},
  params: z.strictObject({ third: z.enum(['flush', 'throw', 'wait']).default('flush') }),
});

/** The catalog with `test/fussy`, which ends its third call by `third`. */
function fussyCatalog(settled = Promise.resolve()): ReturnType<typeof testCatalog> {
  const kernel = defineKernel<typeof spec>(({ third }, env) => ({
    process({ in: chunk }) {
      if (chunk!.payload !== 2) return undefined;
      env.drop('invalid');
      if (third === 'throw') throw new Error('That was too much.');
      return third === 'wait' ? settled : undefined;
    },
    flush: () => env.drop('late', 2),
  }));
  return withOperator(testCatalog(), spec as OperatorSpec, kernel);
}

const pipelineOf = (third: string): ReturnType<typeof sketch> =>
  sketch(
    [
      ['count', 'count', { count: 5 }],
      ['fussy', 'fussy', { third }],
    ],
    [['count.out', 'fussy.in']],
  );

test('chunks given up at the end are counted once', async () => {
  const end = await runToEnd(pipelineOf('flush'), fussyCatalog());
  expect(nodeOf(end, 'fussy')).toMatchObject({ in: 5, dropped: { invalid: 1, late: 2 } });
  expectClean(end);
});

test('a chunk dropped by a call that then fails is counted once', async () => {
  const end = await runToEnd(pipelineOf('throw'), fussyCatalog(), { mode: 'live' });
  expect(nodeOf(end, 'fussy')).toMatchObject({ state: 'error', dropped: { invalid: 1 } });
  expectClean(end);
});

test('a chunk dropped by a call that never settles is counted once', async () => {
  const gate = defer();
  await using engine = engineOf(fussyCatalog(gate.promise));
  await engine.start(pipelineOf('wait'), { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'fussy').in === 3);
  await engine.stop();
  gate.resolve();
  expect(nodeOf(engine.snapshot!, 'fussy').dropped['invalid']).toBe(1);
  expect(engine.snapshot!.violations).toEqual([]);
}, 15_000);
