import type { NodeId } from '#pipeline/pipeline.ts';
import {
  sketch,
  engineOf,
  until,
  hasEnded,
  runToEnd,
  expectClean,
  nodeOf,
  values,
  nextSnapshots,
} from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

test('stop lets what is on its way finish and leaves nothing open', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 1_000_000, stepMs: 1 }],
      ['slow', 'slow'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'slow.in', 'block'],
      ['slow.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 5);
  await engine.stop();
  const end = engine.snapshot!;
  expect(end.state).toBe('cancelled');
  expect(nodeOf(end, 'take').state).toBe('off');
  expect(values(catalog)).toEqual(Array.from({ length: catalog.taken.length }, (_, i) => i));
  expectClean(end);
});

test('while paused nothing moves; a step lets one chunk through; resume goes on', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 1_000_000, stepMs: 5 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in']],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 2);
  engine.pause();
  await until(engine, ({ state }) => state === 'paused');
  // Two more readings: the pause has then reached the worker.
  await nextSnapshots(engine, 2);
  const before = catalog.taken.length;
  await nextSnapshots(engine, 2);
  expect(catalog.taken.length).toBe(before);
  engine.step();
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in === before + 1);
  await nextSnapshots(engine, 2);
  expect(catalog.taken.length).toBe(before + 1);
  engine.resume();
  await until(engine, (snapshot) => nodeOf(snapshot, 'take').in > before + 3);
  await engine.stop();
  expect(values(catalog)).toEqual(Array.from({ length: catalog.taken.length }, (_, i) => i));
  expectClean(engine.snapshot!);
});

test('new params reach a running node between two chunks and nothing is lost', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 60, stepMs: 5 }],
      ['add', 'add', { by: 0 }],
      ['take', 'take'],
    ],
    [
      ['count.out', 'add.in'],
      ['add.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 5);
  engine.update('add' as NodeId, { by: 1000 });
  const end = await until(engine, hasEnded);
  const changedAt = values(catalog).findIndex((value) => value >= 1000);
  expect(changedAt).toBeGreaterThan(5);
  expect(values(catalog)).toEqual(
    Array.from({ length: 60 }, (_, i) => (i < changedAt ? i : i + 1000)),
  );
  expectClean(end);
});

test('a kernel without update is opened anew and its source goes on in order', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 1_000_000, stepMs: 5 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in']],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 5);
  engine.update('count' as NodeId, { count: 3, stepMs: 5 });
  const end = await until(engine, hasEnded);
  expect(values(catalog).slice(-3)).toEqual([0, 1, 2]);
  const times = catalog.taken.map(({ timestamp }) => timestamp);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expectClean(end);
});

test('muted nodes send nothing and count it; bypassed ones pass their input on', async () => {
  for (const [mode, expected, drops] of [
    ['muted', [], { muted: 5 }],
    ['bypassed', [0, 1, 2, 3, 4], {}],
  ] as const) {
    const catalog = testCatalog();
    const plain = sketch(
      [
        ['count', 'count', { count: 5 }],
        ['add', 'add', { by: 10 }],
        ['take', 'take'],
      ],
      [
        ['count.out', 'add.in'],
        ['add.out', 'take.in'],
      ],
    );
    const nodes = plain.nodes.map((node) => (node.id === 'add' ? { ...node, mode } : node));
    const end = await runToEnd({ ...plain, nodes }, catalog);
    expect(values(catalog)).toEqual(expected);
    expect(nodeOf(end, 'add').dropped).toEqual(drops);
    expectClean(end);
  }
});

test('a tap shows the stream and costs nothing once it is gone', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const seen: number[] = [];
  const stop = engine.tap(
    { node: 'count' as NodeId, side: 'out', port: 'out' },
    { width: 10, height: 10, rate: 30 },
    (sample) => {
      if (sample.kind === 'number') seen.push(...sample.values);
    },
  );
  const pipeline = sketch(
    [
      ['count', 'count', { count: 100, stepMs: 5 }],
      ['take', 'take'],
    ],
    [['count.out', 'take.in']],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => (nodeOf(snapshot, 'take')?.in ?? 0) > 40);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  stop();
  await nextSnapshots(engine, 1);
  const before = seen.length;
  await until(engine, hasEnded);
  expect(seen.length).toBe(before);
});
