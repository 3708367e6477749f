import { defer } from '#base/deferred.ts';
import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { micros } from '#stream/micros.ts';
import { expectClean, nodeOf, runToEnd, sketch } from '#testing/engineRuns.ts';
import { BT601 } from '#testing/payloads.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const video = { type: 'video/raw', doc: 'Frames.' } as const;
const common = { title: 'Late', doc: 'Late.', category: 'flow', glyph: 'M2 8h12' } as const;

const lateSpec = defineSpec({
  ...common,
  id: 'test/late',
  inputs: { in: video },
  outputs: { out: video },
  params: z.strictObject({}),
});

/** A call goes on when the kernel is closed, and no sooner. */
const late = defineKernel<typeof lateSpec>((_params, env) => {
  const gate = defer();
  return {
    async process({ in: chunk }, emit) {
      await gate.promise;
      env.drop('invalid');
      const payload = env.frames.allocate('GRAY8', 8, 4, BT601);
      await emit('out', { ...chunk!, payload });
    },
    close: () => gate.resolve(),
  };
});

const lateSourceSpec = defineSpec({
  ...common,
  id: 'test/late-source',
  inputs: {},
  outputs: { out: video },
  params: z.strictObject({}),
});

/** Makes its only frame when it is closed. */
const lateSource = defineKernel<typeof lateSourceSpec>((_params, env) => {
  const gate = defer();
  return {
    async *produce() {
      await gate.promise;
      yield {
        out: { timestamp: micros(0), payload: env.frames.allocate('GRAY8', 8, 4, BT601) },
      };
    },
    close: () => gate.resolve(),
  };
});

test('what a kernel does after it was given up neither counts nor leaks', async () => {
  const catalog = withOperator(
    withOperator(testCatalog(), lateSpec as OperatorSpec, late),
    lateSourceSpec as OperatorSpec,
    lateSource,
  );
  const end = await runToEnd(
    sketch(
      [
        ['frames', 'frames'],
        ['late', 'late'],
        ['source', 'late-source'],
        ['a', 'take-frame'],
        ['b', 'take-frame'],
        // In batch a failure ends the run at once.
        ['count', 'count'],
        ['fail', 'fail', { at: 0 }],
        ['c', 'take'],
      ],
      [
        ['frames.out', 'late.in', 'block'],
        ['late.out', 'a.in', 'block'],
        ['source.out', 'b.in', 'block'],
        ['count.out', 'fail.in'],
        ['fail.out', 'c.in'],
      ],
    ),
    catalog,
  );
  expect(nodeOf(end, 'late')).toMatchObject({ in: 1, out: 0 });
  expectClean(end);
});
