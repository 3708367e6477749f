import { defer } from '#base/deferred.ts';
import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  nextSnapshots,
  nodeOf,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;

/** Adds, and can't take new params while it is open. */
const spec = defineSpec({
  id: 'test/stiff',
  title: 'Stiff',
  doc: 'Adds.',
  category: 'flow',
  glyph: 'M2 8h12',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({ by: z.number().default(0) }),
});

/** A catalog with `test/stiff`; `opening` and `flushing` hold it back, and `log` tells what it did. */
function stiffCatalog(
  opening: (time: number) => Promise<void> | undefined,
  flushing?: Promise<void>,
): TestCatalog & { readonly log: readonly string[] } {
  const catalog = testCatalog();
  const log: string[] = [];
  let opened = 0;
  const kernel = defineKernel<typeof spec>(async ({ by }) => {
    opened += 1;
    await opening(opened);
    log.push('open');
    return {
      process: ({ in: chunk }, emit) =>
        chunk && emit('out', { ...chunk, payload: chunk.payload + by }),
      async flush() {
        log.push('flush');
        await flushing;
        log.push('flushed');
      },
      close: () => void log.push('close'),
    };
  });
  return withOperator({ ...catalog, log }, spec as OperatorSpec, kernel);
}

const pipelineOf = (count: number): ReturnType<typeof sketch> =>
  sketch(
    [
      ['count', 'count', { count, stepMs: 1 }],
      ['stiff', 'stiff'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'stiff.in', 'block'],
      ['stiff.out', 'take.in'],
    ],
  );
const stiff = 'stiff' as NodeId;

test('what came while a kernel was opened anew is served once it has opened', async () => {
  const gate = defer();
  const catalog = stiffCatalog((time) => (time === 2 ? gate.promise : undefined));
  await using engine = engineOf(catalog);
  await engine.start(pipelineOf(1_000_000), { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in > 5);
  engine.update(stiff, { by: 1e7 });
  // Until queue and credit are used up, so that nothing new arrives that would wake the node.
  await until(engine, ({ edges }) => edges['count.out→stiff.in']!.ahead >= 8);
  gate.resolve();
  await until(engine, () => values(catalog).at(-1)! >= 1e7);
  await engine.stop();
  expectClean(engine.snapshot!);
});

test('params that come while a kernel is opened are not lost, the first time or anew', async () => {
  const first = defer();
  const second = defer();
  const catalog = stiffCatalog((time) => [first.promise, undefined, second.promise][time - 1]);
  await using engine = engineOf(catalog);
  const started = engine.start(pipelineOf(1_000_000), { mode: 'live', seed: 1 });
  await until(engine, ({ state }) => state === 'opening');
  engine.update(stiff, { by: 1e7 });
  // Two more readings: the params have then reached the worker.
  await nextSnapshots(engine, 2);
  first.resolve();
  await started;
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in > 5);
  expect(values(catalog)[0]).toBe(1e7);
  engine.update(stiff, { by: 2e7 });
  engine.update(stiff, { by: 3e7 });
  await nextSnapshots(engine, 2);
  second.resolve();
  await until(engine, () => values(catalog).at(-1)! >= 3e7);
  await engine.stop();
  expectClean(engine.snapshot!);
});

test('params that come while a kernel flushes do not close it under its hands', async () => {
  const gate = defer();
  const catalog = stiffCatalog(() => undefined, gate.promise);
  await using engine = engineOf(catalog);
  await engine.start(pipelineOf(3), { mode: 'live', seed: 1 });
  await until(engine, () => catalog.log.includes('flush'));
  engine.update(stiff, { by: 1 });
  await nextSnapshots(engine, 2);
  gate.resolve();
  expectClean(await until(engine, hasEnded));
  expect(catalog.log).toEqual(['open', 'flush', 'flushed', 'close']);
});

const tailSpec = defineSpec({
  id: 'test/tail',
  title: 'Tail',
  doc: 'Sends numbers, and takes its time to unwind.',
  category: 'sources',
  glyph: 'M2 8h12',
  inputs: {},
  outputs: { out: number },
  params: z.strictObject({}),
});

test('params that come after the stop do not start a source anew', async () => {
  const gate = defer();
  const tail = defineKernel<typeof tailSpec>((_params, env) => ({
    async *produce(signal) {
      try {
        for (let i = 0; ; i++) {
          await env.clock.until(micros(i * 1000), signal);
          yield { out: { timestamp: micros(i * 1000), payload: i } };
        }
      } finally {
        await gate.promise;
      }
    },
  }));
  const catalog = withOperator(testCatalog(), tailSpec as OperatorSpec, tail);
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['tail', 'tail'],
      ['take', 'take'],
    ],
    [['tail.out', 'take.in']],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in > 5);
  const stopped = engine.stop();
  await until(engine, ({ state }) => state === 'draining');
  engine.update('tail' as NodeId, {});
  // The next reading is asked for behind the params, so they have reached the worker by then.
  await nextSnapshots(engine, 2);
  gate.resolve();
  await stopped;
  expect(values(catalog)).toEqual(values(catalog).map((_, i) => i));
  expectClean(engine.snapshot!);
});

const twinSpec = defineSpec({
  id: 'test/twin',
  title: 'Twin',
  doc: 'Sends the same numbers twice; the second stream runs ahead by and by.',
  category: 'sources',
  glyph: 'M2 8h12',
  inputs: {},
  outputs: { here: number, ahead: number },
  params: z.strictObject({ count: z.int().default(1_000_000) }),
});

const twin = defineKernel<typeof twinSpec>(({ count }, env) => ({
  async *produce(signal) {
    for (let i = 0; i < count; i++) {
      const timestamp = micros(i * 1000);
      await env.clock.until(timestamp, signal);
      yield { here: { timestamp, payload: i } };
      yield { ahead: { timestamp: micros(timestamp + 1000 * Math.min(i, 50)), payload: i } };
    }
  },
}));

test('a source that is opened anew goes on behind the furthest of its outputs', async () => {
  const catalog = withOperator(testCatalog(), twinSpec as OperatorSpec, twin);
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['twin', 'twin'],
      ['a', 'take'],
      ['b', 'take'],
    ],
    [
      ['twin.ahead', 'a.in'],
      ['twin.here', 'b.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'a').in > 5);
  engine.update('twin' as NodeId, { count: 3 });
  const end = await until(engine, hasEnded);
  expect(nodeOf(end, 'twin').fault).toBeUndefined();
  expect(values(catalog).slice(-6)).toEqual([0, 0, 1, 1, 2, 2]);
  expectClean(end);
});
