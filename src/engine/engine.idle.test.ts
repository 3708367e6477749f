import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type InputPort, type OperatorSpec } from '#contract/spec.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  nextSnapshots,
  nodeOf,
  sketch,
  until,
} from '#testing/engineRuns.ts';
import { withPuppets } from '#testing/puppets.ts';
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RunSnapshot } from './snapshot.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

/** The catalog with `test/two`, a join whose inputs do so while they are idle: 1000 · a + b, −1 for none. */
function withJoin(
  catalog: TestCatalog,
  a: InputPort['onIdle'],
  b: InputPort['onIdle'],
): TestCatalog {
  const spec = defineSpec({
    ...common,
    id: 'test/two',
    inputs: {
      a: { ...number, ...(a && { onIdle: a }) },
      b: { ...number, ...(b && { onIdle: b }) },
    },
    outputs: { out: number },
    params: z.strictObject({}),
  });
  const kernel = defineKernel<typeof spec>(() => ({
    process({ a: first, b: second }, emit) {
      const { timestamp } = (first ?? second)!;
      return emit('out', {
        timestamp,
        payload: 1000 * (first?.payload ?? -1) + (second?.payload ?? -1),
      });
    },
  }));
  return withOperator(catalog, spec as OperatorSpec, kernel);
}

/** Two puppets into `two` into a sink; `b` goes through two fused nodes. */
const joined = sketch(
  [
    ['a', 'puppet-a'],
    ['b', 'puppet-b'],
    ['add', 'add', { by: 0 }],
    ['more', 'add', { by: 0 }],
    ['two', 'two'],
    ['take', 'take'],
  ],
  [
    ['a.out', 'two.a', 'block'],
    ['b.out', 'add.in', 'block'],
    ['add.out', 'more.in'],
    ['more.out', 'two.b', 'block'],
    ['two.out', 'take.in'],
  ],
);

const edgeOf = ({ edges }: RunSnapshot, id: string) => edges[id as EdgeId]!;
const taken = ({ taken: all }: TestCatalog) =>
  all.map(({ timestamp, value }) => [timestamp, value]);
const hasTaken = (catalog: TestCatalog, count: number) => () => catalog.taken.length === count;

async function start(onIdle: readonly [InputPort['onIdle'], InputPort['onIdle']], workers: number) {
  const made = withPuppets(withJoin(testCatalog(), ...onIdle), ['a', 'b']);
  const engine = engineOf(made.catalog, workers);
  await engine.start(joined, { mode: 'live', seed: 1 });
  await Promise.all(Object.values(made.puppets).map(({ started }) => started));
  return { ...made, engine };
}

test.each([1, 2, 3])(
  '§15.4 an idle input that may be skipped holds nobody up; what comes back behind is late (%i workers)',
  async (workers) => {
    const { catalog, puppets, engine } = await start(['wait', 'skip'], workers);
    const { a, b } = puppets;
    await a.send(10, 1);
    await b.send(10, 2);
    await until(engine, hasTaken(catalog, 1));
    await a.send(20, 3);
    await nextSnapshots(engine, 2);
    // Silence alone is waited for.
    expect(catalog.taken.length).toBe(1);
    b.idle(true);
    await until(engine, hasTaken(catalog, 2));
    await a.send(30, 4);
    await until(engine, hasTaken(catalog, 3));
    const idle = await until(engine, (s) => edgeOf(s, 'more.out→two.b').idleMs !== undefined);
    expect(edgeOf(idle, 'a.out→two.a').idleMs).toBeUndefined();
    // 25 was served without it; 40 is to come.
    await b.send(25, 5);
    await b.send(40, 6);
    await until(engine, (s) => edgeOf(s, 'more.out→two.b').queued === 1);
    await a.send(40, 7);
    await until(engine, hasTaken(catalog, 4));
    expect(taken(catalog)).toEqual([
      [10, 1002],
      [20, 2999],
      [30, 3999],
      [40, 7006],
    ]);
    a.end();
    b.end();
    const end = await until(engine, hasEnded);
    expect(edgeOf(end, 'more.out→two.b').dropped).toEqual({ late: 1 });
    expectClean(end);
    await engine[Symbol.asyncDispose]();
  },
);

test.each([1, 3])(
  '§15.4 an idle input that is held repeats its last chunk until it comes back (%i workers)',
  async (workers) => {
    const { catalog, puppets, engine } = await start(['hold', 'hold'], workers);
    const { a, b } = puppets;
    b.idle(true);
    await a.send(10, 1);
    await until(engine, hasTaken(catalog, 1));
    await b.send(20, 2);
    await until(engine, (s) => edgeOf(s, 'more.out→two.b').queued === 1);
    await a.send(20, 3);
    await until(engine, hasTaken(catalog, 2));
    b.idle(true);
    await a.send(30, 4);
    await a.send(40, 5);
    await until(engine, hasTaken(catalog, 4));
    await b.send(50, 6);
    await until(engine, (s) => edgeOf(s, 'more.out→two.b').queued === 1);
    a.idle(true);
    await until(engine, hasTaken(catalog, 5));
    expect(taken(catalog)).toEqual([
      [10, 999],
      [20, 3002],
      [30, 4002],
      [40, 5002],
      [50, 5006],
    ]);
    await engine.stop();
    const end = engine.snapshot!;
    // What is repeated was delivered once.
    expect(edgeOf(end, 'more.out→two.b')).toMatchObject({ sent: 2, delivered: 2, dropped: {} });
    expectClean(end);
    await engine[Symbol.asyncDispose]();
  },
);

test('§15.4 strict inputs wait for an idle one, and a raised bound makes it active', async () => {
  const { catalog, puppets, engine } = await start([undefined, undefined], 2);
  const { a, b } = puppets;
  b.idle(true);
  await a.send(10, 1);
  await until(engine, (s) => edgeOf(s, 'more.out→two.b').idleMs !== undefined);
  await nextSnapshots(engine, 2);
  expect(catalog.taken.length).toBe(0);
  b.advance(11);
  await until(engine, hasTaken(catalog, 1));
  await until(engine, (s) => edgeOf(s, 'more.out→two.b').idleMs === undefined);
  await engine.stop();
  expectClean(engine.snapshot!);
  await engine[Symbol.asyncDispose]();
});

test('a node is idle while all its inputs are, whichever way they came', async () => {
  const { puppets, engine } = await start(['skip', 'skip'], 2);
  const { a, b } = puppets;
  await a.send(10, 1);
  await b.send(10, 1);
  a.idle(true);
  const one = await until(engine, (s) => edgeOf(s, 'a.out→two.a').idleMs !== undefined);
  expect(edgeOf(one, 'two.out→take.in').idleMs).toBeUndefined();
  b.idle(true);
  await until(engine, (s) => edgeOf(s, 'two.out→take.in').idleMs !== undefined);
  a.idle(false);
  await until(engine, (s) => edgeOf(s, 'two.out→take.in').idleMs === undefined);
  await engine.stop();
  expectClean(engine.snapshot!);
  await engine[Symbol.asyncDispose]();
});

const single = sketch(
  [
    ['a', 'puppet-a'],
    ['take', 'take'],
  ],
  [['a.out', 'take.in', 'block']],
);

test('a device that sends nothing for longer than its spec says is idle until it does', async () => {
  const { catalog, puppets } = withPuppets(testCatalog(), ['a'], {
    live: true,
    idleAfter: 40_000 as never,
  });
  await using engine = engineOf(catalog);
  await engine.start(single, { mode: 'live', seed: 1 });
  await puppets.a.started;
  await until(engine, (s) => edgeOf(s, 'a.out→take.in').idleMs !== undefined);
  await puppets.a.send(1, 1);
  await until(engine, hasTaken(catalog, 1));
  await until(engine, (s) => edgeOf(s, 'a.out→take.in').idleMs !== undefined);
  await engine.stop();
  expectClean(engine.snapshot!);
});

test('T19 a device that waits for room, or stands still with the run, does not become idle', async () => {
  const { catalog, puppets } = withPuppets(testCatalog(), ['a'], {
    live: true,
    idleAfter: 40_000 as never,
  });
  catalog.shut();
  await using engine = engineOf(catalog);
  await engine.start(single, { mode: 'live', seed: 1 });
  await puppets.a.started;
  for (let i = 1; i < 40; i++) void puppets.a.send(i, i);
  await until(engine, (s) => nodeOf(s, 'a').heldBy !== undefined);
  for (let i = 0; i < 3; i++) {
    await nextSnapshots(engine, 1);
    expect(edgeOf(engine.snapshot!, 'a.out→take.in').idleMs).toBeUndefined();
  }
  engine.pause();
  catalog.open();
  await nextSnapshots(engine, 3);
  expect(edgeOf(engine.snapshot!, 'a.out→take.in').idleMs).toBeUndefined();
  engine.resume();
  await until(engine, (s) => edgeOf(s, 'a.out→take.in').idleMs !== undefined);
  await engine.stop();
  expectClean(engine.snapshot!);
});

test('in batch nothing is idle', async () => {
  const { catalog, puppets } = withPuppets(testCatalog(), ['a'], {});
  await using engine = engineOf(catalog);
  await engine.start(single, { mode: 'batch', seed: 1 });
  await puppets.a.started;
  puppets.a.idle(true);
  await nextSnapshots(engine, 2);
  expect(edgeOf(engine.snapshot!, 'a.out→take.in').idleMs).toBeUndefined();
  puppets.a.end();
  expectClean(await until(engine, hasEnded));
});
