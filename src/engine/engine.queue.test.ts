import type { EdgeId } from '#pipeline/pipeline.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  runToEnd,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

const edge: EdgeId = 'count.out→take.in';

const counting = (overflow: 'block' | 'drop-oldest'): ReturnType<typeof sketch> =>
  sketch(
    [
      ['count', 'count', { count: 200 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in', overflow]],
  );

test('T12 limits are lowered and raised while the queue is in use, and whoever waits goes on', async () => {
  const catalog = testCatalog();
  catalog.shut();
  await using engine = engineOf(catalog, 1);
  await engine.start(counting('block'), { mode: 'live', seed: 1 });
  await until(engine, ({ edges }) => edges[edge]!.queued === 16);
  engine.setQueue(edge, { overflow: 'block', capacity: 20 });
  await until(engine, ({ edges }) => edges[edge]!.queued === 20);
  expect(engine.snapshot!.edges[edge]).toMatchObject({ capacity: 20, dropped: {} });
  engine.setQueue(edge, { overflow: 'drop-oldest', capacity: 4 });
  await until(engine, ({ edges }) => edges[edge]!.sent === 200);
  expect(engine.snapshot!.edges[edge]).toMatchObject({ queued: 4, capacity: 4 });
  catalog.open();
  const end = await until(engine, hasEnded);
  // The one inside the sink, and the newest four.
  expect(values(catalog)).toEqual([0, 196, 197, 198, 199]);
  expect(end.edges[edge]!.dropped).toEqual({ 'queue-full': 195 });
  expectClean(end);
});

test('a bounded run follows the rules of live at full speed', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(counting('drop-oldest'), catalog, { mode: 'bounded' });
  expect(end.state).toBe('done');
  expect(end.edges[edge]!.sent).toBe(200);
  expectClean(end);
});
