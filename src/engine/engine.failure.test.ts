import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { DONE } from '#stream/micros.ts';
import {
  sketch,
  engineOf,
  until,
  hasEnded,
  runToEnd,
  expectClean,
  nodeOf,
  noHosts,
} from '#testing/engineRuns.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { inProcess, mortal, silent } from '#testing/inProcess.ts';
import { z } from 'zod';
import { createEngine } from './createEngine.ts';

test('a kernel that throws fails its node; the other branch runs on', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 10 }],
        ['fail', 'fail', { at: 3 }],
        ['after', 'add'],
        ['add', 'add', { by: 100 }],
        ['lost', 'take'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'fail.in'],
        ['fail.out', 'after.in'],
        ['after.out', 'lost.in'],
        ['count.out', 'add.in'],
        ['add.out', 'take.in'],
      ],
    ),
    catalog,
    { mode: 'live' },
  );
  expect(nodeOf(end, 'fail')).toMatchObject({
    state: 'error',
    fault: { message: '3 is too much.' },
    dropped: { 'node-failed': 6 },
  });
  expect(nodeOf(end, 'after')).toMatchObject({ state: 'ended', endedBy: 'fail', in: 3 });
  expect(nodeOf(end, 'take')).toMatchObject({ in: 10 });
  expect(end.state).toBe('done');
  expectClean(end);
});

test('a node is told nothing before it has opened, also where one above it has failed by then', async () => {
  const ports = { type: 'value/number', doc: 'Numbers.' } as const;
  const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;
  const broken = defineSpec({
    ...common,
    id: 'test/broken',
    inputs: { in: ports },
    outputs: { out: ports },
    params: z.strictObject({}),
  });
  const brokenKernel = defineKernel<typeof broken>(() => {
    throw new Error('It does not open.');
  });
  const late = defineSpec({
    ...common,
    id: 'test/late',
    inputs: { in: { ...ports, arrival: 'any' }, other: { ...ports, arrival: 'any' } },
    outputs: { out: ports },
    params: z.strictObject({}),
    bounds: 'process',
  });
  const lateKernel = defineKernel<typeof late>(async (_, env) => {
    while (env.bound('in') !== DONE) await env.turn();
    await env.turn();
    return { process: () => {} };
  });
  const catalog = withOperator(
    withOperator(testCatalog(), broken as OperatorSpec, brokenKernel),
    late as OperatorSpec,
    lateKernel,
  );
  const pipeline = sketch(
    [
      ['count', 'count'],
      ['broken', 'broken'],
      ['late', 'late'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'broken.in'],
      ['broken.out', 'late.in'],
      ['count.out', 'late.other'],
      ['late.out', 'take.in'],
    ],
  );
  const end = await runToEnd(pipeline, catalog, { mode: 'live' });
  expect(nodeOf(end, 'broken').fault?.message).toBe('It does not open.');
  expect(nodeOf(end, 'late').fault).toBeUndefined();
  expect(nodeOf(end, 'late')).toMatchObject({ state: 'ended', in: 10 });
  expectClean(end);
});

test('a batch run in which a node fails has failed, also if it is over before anybody looks', async () => {
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 2 }],
        ['fail', 'fail', { at: 1 }],
        ['lost', 'take'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'fail.in'],
        ['fail.out', 'lost.in'],
        ['count.out', 'take.in'],
      ],
    ),
    testCatalog(),
  );
  expect(nodeOf(end, 'take')).toMatchObject({ in: 2, state: 'ended' });
  expect(end.state).toBe('failed');
});

test('a run whose last sink is gone has failed, and a batch run at once', async () => {
  const pipeline = sketch(
    [
      ['count', 'count', { count: 10 }],
      ['fail', 'fail', { at: 3 }],
      ['take', 'take'],
    ],
    [
      ['count.out', 'fail.in'],
      ['fail.out', 'take.in'],
    ],
  );
  for (const mode of ['live', 'batch'] as const) {
    const end = await runToEnd(pipeline, testCatalog(), { mode });
    expect(end.state).toBe('failed');
    expectClean(end);
  }
});

test('a sink that never settles does not keep a run from being stopped', async () => {
  const catalog = testCatalog();
  catalog.shut();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 50 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in', 'block']],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 0);
  await engine.stop();
  expect(engine.snapshot!.state).toBe('cancelled');
  expect(engine.snapshot!.edges['count.out→take.in']!.dropped['cancelled']).toBeGreaterThan(0);
  catalog.open();
}, 15_000);

test('a worker that never answers fails its nodes; the others run on', async () => {
  const catalog = testCatalog();
  const good = inProcess(catalog.loadKernel);
  const hung = silent();
  let started = 0;
  await using engine = createEngine({
    spawn: () => (started++ === 1 ? hung() : good()),
    hosts: noHosts,
    specOf: catalog.specOf,
    workers: 2,
  });
  const pipeline = sketch(
    [
      ['a', 'count', { count: 5 }],
      ['b', 'count', { count: 5 }],
      ['take', 'take'],
      ['lost', 'take'],
    ],
    [
      ['a.out', 'take.in'],
      ['b.out', 'lost.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const end = await until(engine, hasEnded);
  expect(nodeOf(end, 'b')).toMatchObject({
    state: 'error',
    fault: { title: 'Worker stopped answering', remedies: ['retry'] },
  });
  expect(nodeOf(end, 'take')).toMatchObject({ state: 'ended', in: 5 });
  expect(end.violations).toEqual([]);
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const again = await until(engine, (snapshot) => hasEnded(snapshot) && snapshot !== end);
  expect(nodeOf(again, 'lost')).toMatchObject({ state: 'ended', in: 5 });
});

test('a worker that dies after its nodes have ended holds nobody up', async () => {
  const catalog = testCatalog();
  const { spawn, kill } = mortal(catalog.loadKernel);
  await using engine = createEngine({
    spawn,
    hosts: noHosts,
    specOf: catalog.specOf,
    workers: 2,
  });
  const pipeline = sketch(
    [
      ['count', 'count', { count: 400, stepMs: 1 }],
      ['fail', 'fail', { at: 0 }],
      ['lost', 'take'],
      ['add', 'add'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'fail.in', 'block'],
      ['fail.out', 'lost.in'],
      ['count.out', 'add.in'],
      ['add.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'lost').state === 'ended');
  kill(1);
  const end = await until(engine, hasEnded);
  expect(end.state).toBe('done');
  expect(nodeOf(end, 'fail').fault?.message).toBe('0 is too much.');
  expect(nodeOf(end, 'take')).toMatchObject({ in: 400 });
  expectClean(end);
});

test('a worker that dies between two runs is replaced before the next', async () => {
  const catalog = testCatalog();
  const serve = inProcess(catalog.loadKernel);
  const deaths: ((message: string) => void)[] = [];
  await using engine = createEngine({
    spawn: () => ({ ...serve(), onError: (listener) => void deaths.push(listener) }),
    hosts: noHosts,
    specOf: catalog.specOf,
    workers: 1,
  });
  const pipeline = sketch(
    [
      ['count', 'count'],
      ['take', 'take'],
    ],
    [['count.out', 'take.in']],
  );
  await engine.start(pipeline, { mode: 'batch', seed: 1 });
  const end = await until(engine, hasEnded);
  deaths[0]!('It failed.');
  await engine.start(pipeline, { mode: 'batch', seed: 1 });
  const again = await until(engine, (snapshot) => hasEnded(snapshot) && snapshot !== end);
  expect(again.state).toBe('done');
  expect(deaths.length).toBe(2);
});
