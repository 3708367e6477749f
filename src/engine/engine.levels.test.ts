import type { EdgeId, EdgeQueue } from '#pipeline/pipeline.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  nextSnapshots,
  runToEnd,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { withPuppets } from '#testing/puppets.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

const edge: EdgeId = 'a.out→take.in';

function queued(queue: EdgeQueue): ReturnType<typeof sketch> {
  const pipeline = sketch(
    [
      ['a', 'puppet-a'],
      ['take', 'take'],
    ],
    [['a.out', 'take.in']],
  );
  return { ...pipeline, edges: pipeline.edges.map((each) => ({ ...each, queue })) };
}

test.each([1, 2])(
  'T12 a queue with a fill level is read from there on, until it runs empty or its stream ends (%i workers)',
  async (workers) => {
    const { catalog, puppets } = withPuppets(testCatalog(), ['a']);
    await using engine = engineOf(catalog, workers);
    const queue = { overflow: 'block', leastChunks: 3 } as const;
    await engine.start(queued(queue), { mode: 'live', seed: 1 });
    const { a } = puppets;
    for (const t of [1, 2]) await a.send(t, t);
    await until(engine, ({ edges }) => edges[edge]!.queued === 2);
    await nextSnapshots(engine, 2);
    expect(engine.snapshot!.edges[edge]).toMatchObject({ queued: 2, delivered: 0, fills: true });
    await a.send(3, 3);
    await until(engine, ({ edges }) => edges[edge]!.delivered === 3);
    await a.send(4, 4);
    await nextSnapshots(engine, 2);
    expect(values(catalog)).toEqual([1, 2, 3]);
    engine.setQueue(edge, { ...queue, leastChunks: 1 });
    await until(engine, ({ edges }) => edges[edge]!.delivered === 4);
    engine.setQueue(edge, queue);
    await a.send(5, 5);
    a.end();
    const end = await until(engine, hasEnded);
    expect(values(catalog)).toEqual([1, 2, 3, 4, 5]);
    expect(end.edges[edge]!.turns).toMatchObject({ overruns: 0, starts: 3 });
    expectClean(end);
  },
);

test.each([1, 2])(
  'T12 a queue that is flushed at the end counts what it gives up (%i workers)',
  async (workers) => {
    const { catalog, puppets } = withPuppets(testCatalog(), ['a']);
    await using engine = engineOf(catalog, workers);
    const queue = { overflow: 'block', flushOnEnd: true, leastChunks: 12 } as const;
    await engine.start(queued(queue), { mode: 'live', seed: 1 });
    for (const t of [1, 2, 3]) await puppets.a.send(t, t);
    await until(engine, ({ edges }) => edges[edge]!.queued === 3);
    puppets.a.end();
    const end = await until(engine, hasEnded);
    expect(values(catalog)).toEqual([]);
    expect(end.edges[edge]).toMatchObject({ sent: 3, delivered: 0, dropped: { cancelled: 3 } });
    expectClean(end);
  },
);

test('in batch a queue waits for no level and gives nothing up', async () => {
  const catalog = testCatalog();
  const pipeline = sketch(
    [
      ['count', 'count'],
      ['take', 'take'],
    ],
    [['count.out', 'take.in']],
  );
  const queue = { leastSeconds: 100, flushOnEnd: true };
  const end = await runToEnd(
    { ...pipeline, edges: pipeline.edges.map((each) => ({ ...each, queue })) },
    catalog,
  );
  expect(values(catalog).length).toBe(10);
  expectClean(end);
});

test('two branches of which one fills up first and the other is full get on all the same', async () => {
  const catalog = testCatalog();
  const pipeline = sketch(
    [
      ['count', 'count', { count: 40 }],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'pair.a'],
      ['count.out', 'pair.b'],
      ['pair.out', 'take.in'],
    ],
  );
  const queues: readonly (EdgeQueue | undefined)[] = [
    { overflow: 'block', leastChunks: 10 },
    { overflow: 'block', capacity: 2 },
    undefined,
  ];
  const edges = pipeline.edges.map((each, i) => ({
    ...each,
    ...(queues[i] && { queue: queues[i] }),
  }));
  const end = await runToEnd({ ...pipeline, edges }, catalog, { mode: 'bounded' });
  expect(values(catalog)).toEqual(Array.from({ length: 40 }, (_, i) => 1001 * i));
  expectClean(end);
});
