import type { EdgeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import { engineOf, nodeOf, runToEnd, sketch, until } from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

const edgeOf = (snapshot: RunSnapshot, id: string): EdgeSnapshot =>
  snapshot.edges[id as keyof typeof snapshot.edges]!;

test('a join that waits says which input, which timestamp it needs, and how long that input is quiet', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['fast', 'count', { count: 3, stepMs: 5 }],
      ['rare', 'count', { count: 2, stepMs: 100_000 }],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['fast.out', 'pair.a'],
      ['rare.out', 'pair.b'],
      ['pair.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const waiting = await until(engine, (snapshot) => nodeOf(snapshot, 'pair').state === 'waiting');
  // Both sent one at 0; the next of the rare one comes after 100 s, the next of the fast one is there.
  expect(nodeOf(waiting, 'pair').waitsFor).toMatchObject({ port: 'b', needs: 5000 });
  const rare = edgeOf(waiting, 'rare.out→pair.b');
  expect(rare).toMatchObject({ bound: 1, queued: 0 });
  expect(rare.quietMs).toBeGreaterThan(200);
  expect(edgeOf(waiting, 'fast.out→pair.a')).toMatchObject({ queued: 2, span: 5000 });
  await engine.stop();
});

test('progress is that of the source furthest behind, and is unknown where a source does not tell', async () => {
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count'],
        ['take', 'take'],
      ],
      [['count.out', 'take.in']],
    ),
    testCatalog(),
  );
  expect(end.progress).toEqual({ share: 1, leftMs: 0 });
  expect(edgeOf(end, 'count.out→take.in').bound).toBe(Infinity);
});
