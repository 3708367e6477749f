import { defer } from '#base/deferred.ts';
import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  nodeOf,
  runToEnd,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { BT601 } from '#testing/payloads.ts';
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const video = { type: 'video/raw', doc: 'Frames.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** A catalog with `test/par`, which takes 3 numbers at once, each for a time of its own, and fails at `fails`. */
function parallel(seen: { most: number }, fails = Infinity): TestCatalog {
  const spec = defineSpec({
    ...common,
    id: 'test/par',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    ratio: '1:1',
    maxInFlight: 3,
  });
  const kernel = defineKernel<typeof spec>((_, env) => {
    let inside = 0;
    return {
      async process({ in: chunk }, emit) {
        inside += 1;
        seen.most = Math.max(seen.most, inside);
        await turns(Math.floor(env.random() * 8));
        if (chunk!.payload === fails) throw new Error('That was one too many.');
        await emit('out', chunk!);
        inside -= 1;
      },
    };
  });
  return withOperator(testCatalog(), spec as OperatorSpec, kernel);
}

const numbers = sketch(
  [
    ['count', 'count', { count: 60 }],
    ['par', 'par'],
    ['pair', 'pair'],
    ['take', 'take'],
  ],
  [
    ['count.out', 'par.in'],
    ['par.out', 'pair.a'],
    ['count.out', 'pair.b'],
    ['pair.out', 'take.in'],
  ],
);

test('T6 three calls at once of random length leave in order, and the bound passes none that is unfinished', async () => {
  const seen = { most: 0 };
  const catalog = parallel(seen);
  const end = await runToEnd(numbers, catalog);
  // A bound that ran ahead would let the join serve b alone, and its partner would come too late.
  expect(values(catalog)).toEqual(Array.from({ length: 60 }, (_, i) => 1001 * i));
  expect(seen.most).toBe(3);
  expectClean(end);
});

test('a call that fails among others fails its node, and every chunk is accounted for', async () => {
  const catalog = parallel({ most: 0 }, 20);
  const end = await runToEnd(numbers, catalog, { mode: 'live' });
  expect(nodeOf(end, 'par')).toMatchObject({ state: 'error' });
  const whole = values(catalog).filter((value) => value >= 0);
  expect(whole).toEqual(Array.from({ length: whole.length }, (_, i) => 1001 * i));
  expect(whole.length).toBeLessThanOrEqual(20);
  expectClean(end);
});

test('a run that is stopped while several calls are inside accounts for all of them', async () => {
  const catalog = parallel({ most: 0 });
  catalog.shut();
  await using engine = engineOf(catalog);
  await engine.start(numbers, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'par').in >= 2);
  const stopped = engine.stop();
  catalog.open();
  await stopped;
  expectClean(engine.snapshot!);
});

test('frames that calls allocate side by side stay apart, and go back to the pool', async () => {
  const spec = defineSpec({
    ...common,
    id: 'test/paint',
    inputs: { in: number },
    outputs: { out: video },
    params: z.strictObject({}),
    maxInFlight: 4,
  });
  const kernel = defineKernel<typeof spec>((_, env) => ({
    async process({ in: chunk }, emit) {
      await turns(Math.floor(env.random() * 4));
      const payload = env.frames.allocate('GRAY8', 4, 4, BT601);
      payload.planes[0]!.fill(chunk!.payload);
      await turns(Math.floor(env.random() * 8));
      await emit('out', { timestamp: chunk!.timestamp, payload });
    },
  }));
  const catalog = withOperator(testCatalog(), spec as OperatorSpec, kernel);
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 100 }],
      ['paint', 'paint'],
      ['take', 'take-frame'],
    ],
    [
      ['count.out', 'paint.in'],
      ['paint.out', 'take.in', 'block'],
    ],
  );
  await engine.start(pipeline, { mode: 'batch', seed: 1 });
  const end = await until(engine, hasEnded);
  expect(values(catalog)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expectClean(end);
});

test('a node whose calls are given up while it waits for them to end is not flushed', async () => {
  const happened: string[] = [];
  const spec = defineSpec({
    ...common,
    id: 'test/stuck',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    maxInFlight: 3,
  });
  const kernel = defineKernel<typeof spec>(() => {
    const closed = defer();
    return {
      async process() {
        await closed.promise;
        happened.push('left');
      },
      flush: () => void happened.push('flushed'),
      close: () => closed.resolve(),
    };
  });
  const catalog = withOperator(testCatalog(), spec as OperatorSpec, kernel);
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 2 }],
        ['stuck', 'stuck'],
        ['take', 'take'],
        // In batch a failure ends the run at once.
        ['more', 'count', { count: 40 }],
        ['slow', 'slow'],
        ['fail', 'fail', { at: 30 }],
        ['other', 'take'],
      ],
      [
        ['count.out', 'stuck.in'],
        ['stuck.out', 'take.in'],
        ['more.out', 'slow.in'],
        ['slow.out', 'fail.in'],
        ['fail.out', 'other.in'],
      ],
    ),
    catalog,
  );
  expect(happened).toEqual(['left', 'left']);
  expectClean(end);
});
