import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { DONE, micros } from '#stream/micros.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  nextSnapshots,
  nodeOf,
  runToEnd,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { lagging } from '#testing/lagging.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

const diamond: Pipeline = (() => {
  const drawn = sketch(
    [
      ['count', 'count', { count: 60 }],
      ['lag', 'lag'],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'lag.in', 'block'],
      ['lag.out', 'pair.a'],
      ['count.out', 'pair.b', 'block'],
      ['pair.out', 'take.in'],
    ],
  );
  const edges = drawn.edges.map((edge) =>
    edge.to === 'pair.b' ? { ...edge, queue: { overflow: 'block' as const, capacity: 1 } } : edge,
  );
  return { ...drawn, edges };
})();

const beside = 'count.out→pair.b';
const pairs = Array.from({ length: 60 }, (_, i) => 1001 * i);

test('T7 a diamond with a limit of 1 runs without growing where its buffering node says what it holds', async () => {
  const catalog = lagging(4, 5);
  const end = await runToEnd(diamond, catalog);
  expect(values(catalog)).toEqual(pairs);
  expect(end.edges[beside]).toMatchObject({ grown: 0, capacity: 5 });
  expect(end.edges[beside]).not.toHaveProperty('grownTo');
  expectClean(end);
});

test.each([1, 2])(
  'T7 a diamond on %i workers whose one branch holds more than its sibling may queue grows, and counts it',
  async (workers) => {
    const catalog = lagging(40);
    const end = await runToEnd(diamond, catalog, { workers });
    expect(end.state).toBe('done');
    expect(values(catalog)).toEqual(pairs);
    const { capacity, grown, grownTo } = end.edges[beside]!;
    expect(grown).toBeGreaterThan(0);
    // One chunk at a time: 1, 2, 3, …
    expect(grownTo).toMatchObject({ overflow: 'block', capacity: capacity + grown });
    expectClean(end);
  },
);

test('T7 a deadlock is reported where that was asked for, with the edge and what the node waits for', async () => {
  await using engine = engineOf(lagging(40));
  await engine.start(diamond, { mode: 'batch', seed: 1, deadlock: 'report' });
  const end = await until(engine, hasEnded);
  expect(end.state).toBe('failed');
  expect(nodeOf(end, 'pair').fault?.message).toBe(
    "The queue of 'count.out → pair.b' is full, while 'pair' waits for its input 'a', which can't come before there is room. Give the queue a higher capacity.",
  );
  expect(end.violations).toEqual([]);
});

test('T7 a deadlock is found where a node that works on several calls at once waits with its bound', async () => {
  const silent = defineSpec({
    ...common,
    id: 'test/silent',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    maxInFlight: 2,
  });
  const silentKernel = defineKernel<typeof silent>(() => ({ process: async () => {} }));
  const ticks = defineSpec({
    ...common,
    id: 'test/ticks',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    bounds: 'process',
  });
  const ticksKernel = defineKernel<typeof ticks>((_, env) => ({
    process(_inputs, emit) {
      const bound = env.bound('in');
      return bound === DONE ? undefined : emit('out', { timestamp: micros(bound - 1), payload: 1 });
    },
  }));
  const catalog = withOperator(
    withOperator(lagging(40), silent as OperatorSpec, silentKernel),
    ticks as OperatorSpec,
    ticksKernel,
  );
  const drawn = sketch(
    [
      ['count', 'count', { count: 60 }],
      ['lag', 'lag'],
      ['silent', 'silent'],
      ['ticks', 'ticks'],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'lag.in', 'block'],
      ['count.out', 'silent.in', 'block'],
      ['silent.out', 'ticks.in'],
      ['lag.out', 'pair.a'],
      ['ticks.out', 'pair.b', 'block'],
      ['pair.out', 'take.in'],
    ],
  );
  const end = await runToEnd(drawn, catalog);
  expect(end.state).toBe('done');
  expect(end.edges['ticks.out→pair.b']!.grown).toBeGreaterThan(0);
  expectClean(end);
});

test('T8 a full sink blocks its source, and its queue never grows', async () => {
  const catalog = testCatalog();
  catalog.shut();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 100 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in', 'block']],
  );
  const edge = 'count.out→take.in';
  await engine.start(pipeline, { mode: 'batch', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'count').heldBy === 'take');
  const { sent } = engine.snapshot!.edges[edge]!;
  await nextSnapshots(engine, 5);
  expect(engine.snapshot!.edges[edge]).toMatchObject({ sent, grown: 0 });
  catalog.open();
  const end = await until(engine, hasEnded);
  expect(values(catalog)).toHaveLength(100);
  expectClean(end);
});
