import type { Json } from '#base/json.ts';
import {
  type Edge,
  emptyPipeline,
  type NodeId,
  type Pipeline,
  type PortRef,
} from '#pipeline/pipeline.ts';
import type { OverflowPolicy } from '#stream/queueSettings.ts';
import { inProcess, silent } from '#testing/inProcess.ts';
import { testCatalog, type TestCatalog } from '#testing/testOperators.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from './createEngine.ts';
import type { Engine, RunMode } from './engine.ts';
import type { Hosts } from './hosts.ts';
import type { NodeSnapshot, RunSnapshot } from './snapshot.ts';

const noHosts: Hosts = {
  async open() {
    throw new Error('There is no outside here.');
  },
  hold() {},
  release() {},
  openTracks: 0,
};

type NodeSketch = readonly [id: string, operator: string, params?: Record<string, Json>];
type EdgeSketch = readonly [from: string, to: string, overflow?: OverflowPolicy | undefined];

function sketch(nodes: readonly NodeSketch[], edges: readonly EdgeSketch[]): Pipeline {
  return {
    ...emptyPipeline,
    nodes: nodes.map(([id, operator, params]) => ({
      id: id as NodeId,
      operator: `test/${operator}`,
      operatorVersion: 1,
      at: [0, 0] as const,
      params: params ?? {},
    })),
    edges: edges.map(([from, to, overflow]): Edge => ({
      from: from as PortRef,
      to: to as PortRef,
      ...(overflow ? { queue: { overflow } } : {}),
    })),
  };
}

function engineOf(catalog: TestCatalog, workers = 2): Engine {
  const { specOf, loadKernel } = catalog;
  return createEngine({ spawn: inProcess(loadKernel), hosts: noHosts, specOf, workers });
}

async function until(
  engine: Engine,
  met: (snapshot: RunSnapshot) => boolean,
): Promise<RunSnapshot> {
  if (engine.snapshot && met(engine.snapshot)) return engine.snapshot;
  return new Promise((resolve) => {
    const stop = engine.subscribe((snapshot) => {
      if (!met(snapshot)) return;
      stop();
      resolve(snapshot);
    });
  });
}

const hasEnded = ({ leaks }: RunSnapshot): boolean => leaks !== undefined;

async function runToEnd(
  pipeline: Pipeline,
  catalog: TestCatalog,
  { mode = 'batch', workers = 2 }: { readonly mode?: RunMode; readonly workers?: number } = {},
): Promise<RunSnapshot> {
  await using engine = engineOf(catalog, workers);
  await engine.start(pipeline, { mode, seed: 1 });
  return await until(engine, hasEnded);
}

function expectClean(snapshot: RunSnapshot): void {
  expect(snapshot.violations).toEqual([]);
  expect(snapshot.leaks).toEqual({ media: 0, buffers: 0, tracks: 0, workers: 0 });
}

const nodeOf = (snapshot: RunSnapshot, id: string): NodeSnapshot => snapshot.nodes[id as NodeId]!;
const values = (catalog: TestCatalog): readonly number[] => catalog.taken.map(({ value }) => value);

test('a fused chain delivers every chunk in order', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 100 }],
        ['add', 'add', { by: 5 }],
        ['take', 'take'],
      ],
      [
        ['count.out', 'add.in'],
        ['add.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual(Array.from({ length: 100 }, (_, i) => i + 5));
  expect(end.state).toBe('done');
  expect(nodeOf(end, 'add')).toMatchObject({ in: 100, out: 100, state: 'ended' });
  expectClean(end);
});

test('an edge with a queue crosses to the other worker and back pressure loses nothing', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 200 }],
        ['slow', 'slow'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'slow.in', 'block'],
        ['slow.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(nodeOf(end, 'count').worker).not.toBe(nodeOf(end, 'slow').worker);
  expectClean(end);
});

test('frames survive the way to another worker, and an in-place kernel spoils no sibling', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['frames', 'frames', { count: 20 }],
        ['brighten', 'brighten', { by: 100 }],
        ['a', 'take-frame'],
        ['b', 'take-frame'],
      ],
      [
        ['frames.out', 'brighten.in'],
        ['brighten.out', 'a.in', 'block'],
        ['frames.out', 'b.in', 'block'],
      ],
    ),
    catalog,
  );
  const sorted = values(catalog).toSorted((x, y) => x - y);
  expect(sorted).toEqual([
    ...Array.from({ length: 20 }, (_, i) => i),
    ...Array.from({ length: 20 }, (_, i) => i + 100),
  ]);
  expectClean(end);
});

test.each(['drop-oldest', 'drop-newest', 'keep-latest'] as const)(
  'a full %s queue counts what it loses and nothing stalls',
  async (overflow) => {
    const catalog = testCatalog();
    const end = await runToEnd(
      sketch(
        [
          ['count', 'count', { count: 500 }],
          ['slow', 'slow'],
          ['take', 'take'],
        ],
        [
          ['count.out', 'slow.in', overflow],
          ['slow.out', 'take.in'],
        ],
      ),
      catalog,
      { mode: 'live' },
    );
    const { dropped, sent, delivered } = end.edges['count.out→slow.in']!;
    expect(sent).toBe(500);
    expect(dropped['queue-full']).toBeGreaterThan(0);
    expect(delivered + dropped['queue-full']!).toBe(500);
    expect(values(catalog)).toEqual(values(catalog).toSorted((a, b) => a - b));
    if (overflow !== 'drop-newest') expect(values(catalog).at(-1)).toBe(499);
    expectClean(end);
  },
);

test('a join gets the chunks of one timestamp together, also where a branch filters', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 6 }],
        ['even', 'even'],
        ['slow', 'slow'],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'even.in'],
        ['count.out', 'slow.in'],
        ['even.out', 'pair.a'],
        ['slow.out', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual([0, -999, 2002, -997, 4004, -995]);
  expectClean(end);
});

test('two sources meet in a task of their own, in timestamp order', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['a', 'count', { count: 5 }],
        ['b', 'count', { count: 3 }],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['a.out', 'pair.a'],
        ['b.out', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual([0, 1001, 2002, 2999, 3999]);
  expectClean(end);
});

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

async function nextSnapshots(engine: Engine, count: number): Promise<void> {
  let left = count;
  await new Promise<void>((resolve) => {
    const stop = engine.subscribe(() => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

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

test('random pipelines keep order and lose no chunk unaccounted', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomPipeline(),
      fc.integer({ min: 2, max: 4 }),
      async (pipeline, workers) => {
        const catalog = testCatalog();
        const end = await runToEnd(pipeline, catalog, { mode: 'live', workers });
        expect(end.state).toBe('done');
        expectClean(end);
      },
    ),
    { numRuns: 40, seed: 7 },
  );
}, 60_000);

/** Layers of nodes, each wired to earlier ones, with a queue here and there. */
function randomPipeline(): fc.Arbitrary<Pipeline> {
  const kind = fc.constantFrom('add', 'slow', 'even', 'pair');
  const policy = fc.option(
    fc.constantFrom<OverflowPolicy>('block', 'drop-oldest', 'drop-newest', 'keep-latest'),
    { nil: undefined },
  );
  const node = fc.record({ kind, from: fc.nat(), other: fc.nat(), policy });
  return fc
    .record({ sources: fc.integer({ min: 1, max: 3 }), nodes: fc.array(node, { maxLength: 8 }) })
    .map(({ sources, nodes }) => {
      const placed: NodeSketch[] = Array.from({ length: sources }, (_, i) => [
        `s${i}`,
        'count',
        { count: 30 },
      ]);
      const edges: EdgeSketch[] = [];
      nodes.forEach((n, i) => {
        const id = `n${i}`;
        const pick = (k: number): string => `${placed[k % placed.length]![0]}.out`;
        if (n.kind === 'pair') {
          edges.push([pick(n.from), `${id}.a`, n.policy], [pick(n.other), `${id}.b`]);
        } else edges.push([pick(n.from), `${id}.in`, n.policy]);
        placed.push([id, n.kind]);
      });
      const open = placed.filter(([id]) => !edges.some(([from]) => from === `${id}.out`));
      open.forEach(([id], i) => {
        placed.push([`t${i}`, 'take']);
        edges.push([`${id}.out`, `t${i}.in`]);
      });
      return sketch(placed, edges);
    });
}
