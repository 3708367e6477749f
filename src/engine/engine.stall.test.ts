import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, DONE, type Micros, micros } from '#stream/micros.ts';
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
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

/** A catalog with `test/lag`, which sends a chunk once it has `count` newer ones. */
function lagging(count: number, holds?: number): TestCatalog {
  const spec = defineSpec({
    ...common,
    id: 'test/lag',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    bounds: 'self',
    ...(holds !== undefined && { holds }),
  });
  const kernel = defineKernel<typeof spec>(() => {
    const held: Chunk<'value/number'>[] = [];
    return {
      process({ in: chunk }, emit) {
        held.push(chunk!);
        return held.length > count ? emit('out', held.shift()!) : undefined;
      },
      async flush(emit) {
        for (const chunk of held) await emit('out', chunk);
      },
    };
  });
  return withOperator(testCatalog(), spec as OperatorSpec, kernel);
}

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

/** A catalog with `test/sum`: adds what came around for the last number, as it comes. */
function summing(ends: 'by-itself' | 'when-still'): TestCatalog {
  const spec = defineSpec({
    ...common,
    id: 'test/sum',
    inputs: { main: { ...number, arrival: 'any' }, loop: { ...number, arrival: 'any' } },
    outputs: { out: number },
    params: z.strictObject({}),
    bounds: 'process',
  });
  const kernel = defineKernel<typeof spec>((_, env) => {
    const waiting: Chunk<'value/number'>[] = [];
    let sum = 0;
    let sentAt: Micros | undefined;
    return {
      async process({ main, loop }, emit) {
        if (main) waiting.push(main);
        if (loop) sum = loop.payload;
        // One at a time: the next once the last has come around.
        while (waiting.length > 0 && (sentAt === undefined || env.bound('loop') > sentAt)) {
          const { timestamp, payload } = waiting.shift()!;
          sentAt = timestamp;
          await emit('out', { timestamp, payload: sum + payload });
        }
        if (waiting.length > 0) await env.advance('out', waiting[0]!.timestamp);
        else if (ends === 'by-itself') await env.advance('out', env.bound('main'));
        else if (env.bound('main') !== DONE) await env.advance('out', env.bound('main'));
        else if (sentAt !== undefined) await env.advance('out', boundAfter(sentAt));
      },
      async flush(emit) {
        for (const chunk of waiting) await emit('out', chunk);
      },
    };
  });
  return withOperator(testCatalog(), spec as OperatorSpec, kernel);
}

const loop: Pipeline = (() => {
  const drawn = sketch(
    [
      ['count', 'count', { count: 30 }],
      ['sum', 'sum'],
      ['slow', 'slow'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'sum.main'],
      ['sum.out', 'slow.in'],
      ['slow.out', 'sum.loop'],
      ['slow.out', 'take.in'],
    ],
  );
  const edges = drawn.edges.map((edge) =>
    edge.to === 'sum.loop' ? { ...edge, loopback: true as const } : edge,
  );
  return { ...drawn, edges };
})();

test.each(['by-itself', 'when-still'] as const)(
  'a loop serves all its source sends and ends %s, with every chunk accounted for',
  async (ends) => {
    for (const workers of [1, 2]) {
      const catalog = summing(ends);
      const end = await runToEnd(loop, catalog, { workers });
      // 0, 0+1, 0+1+2, … by Gauss.
      expect(values(catalog)).toEqual(Array.from({ length: 30 }, (_, i) => (i * (i + 1)) / 2));
      expect(end.state).toBe('done');
      expect(end.edges['slow.out→sum.loop']).toMatchObject({ sent: 30, delivered: 30 });
      expectClean(end);
    }
  },
);

test('a loop that holds back what it waits for ends too, and what comes around then is counted', async () => {
  for (const workers of [1, 2]) {
    const { specOf, loadKernel } = lagging(2);
    const sums = summing('by-itself');
    const catalog: TestCatalog = {
      ...sums,
      specOf: (operator) => sums.specOf(operator) ?? specOf(operator),
      loadKernel: async (operator) =>
        operator === 'test/lag' ? loadKernel(operator) : sums.loadKernel(operator),
    };
    const nodes = loop.nodes.map((node) =>
      node.id === 'slow' ? { ...node, operator: 'test/lag' } : node,
    );
    const end = await runToEnd({ ...loop, nodes }, catalog, { workers });
    // Nothing ever came around.
    expect(values(catalog)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(end.state).toBe('done');
    expect(end.edges['slow.out→sum.loop']).toMatchObject({
      sent: 30,
      delivered: 0,
      dropped: { cancelled: 30 },
    });
    expectClean(end);
  }
});

test('a loop ends when its run is stopped', async () => {
  const catalog = summing('when-still');
  await using engine = engineOf(catalog);
  const endless = {
    ...loop,
    nodes: loop.nodes.map((node) =>
      node.id === 'count' ? { ...node, params: { count: 1_000_000, stepMs: 2 } } : node,
    ),
  };
  await engine.start(endless, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in > 5);
  await engine.stop();
  expect(engine.snapshot!.state).toBe('cancelled');
  expectClean(engine.snapshot!);
  expect(values(catalog).at(3)).toBe(micros(6));
});
