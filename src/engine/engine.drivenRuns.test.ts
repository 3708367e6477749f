import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { drivenCatalog, offsetParams, stubborn, stubbornKernel } from '#testing/drivenOperators.ts';
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
import { withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

const failing = defineSpec({
  ...common,
  id: 'test/driven-fail',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({
    at: z.number().min(0).max(1000).default(1000).meta({ title: 'At', description: 'The limit.' }),
  }),
});

/** Fails where a driven limit is reached: at the fifth chunk its limit has become 4. */
const failingKernel = defineKernel<typeof failing>((initial) => {
  let { at } = initial;
  return {
    process({ in: chunk }, emit) {
      if (chunk && chunk.payload >= at && at > 3) throw new Error(`${chunk.payload} is too much.`);
      return chunk && emit('out', chunk);
    },
    update(next) {
      ({ at } = next);
    },
  };
});

test('in a live run a value holds once it has come, and goes on when the user sets other params', async () => {
  const catalog = drivenCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 100_000, stepMs: 1 }],
      // Its time is far ahead, and does not matter.
      ['script', 'script', { steps: '900000:7' }],
      ['offset', 'offset'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'offset.in'],
      ['script.out', 'offset.by'],
      ['offset.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'offset').driven?.['by'] === 7);
  engine.update('offset' as NodeId, { ...offsetParams.parse({}), by: 3, whole: 2 });
  const before = catalog.taken.length;
  await until(engine, () => catalog.taken.length > before + 50);
  const { timestamp, value } = catalog.taken.at(-1)!;
  expect(value - timestamp / 1000).toBe(9);
  await engine.stop();
  expectClean(await until(engine, hasEnded));
});

test('in a live run a kernel that has to be opened anew is so now and then, and says it', async () => {
  const catalog = drivenCatalog();
  const opened = { count: 0 };
  const counted = defineKernel<typeof stubborn>((params, env) => {
    opened.count += 1;
    return stubbornKernel.open(params as never, env) as never;
  });
  const withCount = withOperator(catalog, stubborn as OperatorSpec, counted);
  await using engine = engineOf(withCount);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 700, stepMs: 1 }],
      ['drive', 'count', { count: 45, stepMs: 10 }],
      ['stubborn', 'stubborn'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'stubborn.in'],
      ['drive.out', 'stubborn.by'],
      ['stubborn.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const running = await until(engine, (now) => nodeOf(now, 'stubborn').notice !== undefined);
  expect(nodeOf(running, 'stubborn').notice).toBe('Each new value opens it anew');
  expectClean(await until(engine, hasEnded));
  // At the start, for the first value, and for the newest of those that came within half a second after.
  expect(opened.count).toBeGreaterThan(1);
  expect(opened.count).toBeLessThan(5);
  expect(catalog.taken.at(-1)!.value).toBe(699 + 44);
});

test('where what drives a param fails, the param stays, and the stream goes on', async () => {
  const catalog = drivenCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 300, stepMs: 1 }],
        ['drive', 'count', { count: 100 }],
        ['fail', 'fail', { at: 5 }],
        ['offset', 'offset'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'offset.in'],
        ['drive.out', 'fail.in'],
        ['fail.out', 'offset.by'],
        ['offset.out', 'take.in'],
      ],
    ),
    catalog,
    { mode: 'live' },
  );
  expectClean(end);
  expect(nodeOf(end, 'fail').state).toBe('error');
  expect(values(catalog)).toHaveLength(300);
  expect(values(catalog).at(-1)).toBe(299 + 4);
});

test('values that wait for a node that fails are counted with it', async () => {
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 100 }],
        ['drive', 'count', { count: 100 }],
        ['fail', 'driven-fail'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'fail.in', 'block'],
        ['drive.out', 'fail.at'],
        ['fail.out', 'take.in'],
      ],
    ),
    withOperator(drivenCatalog(), failing as OperatorSpec, failingKernel),
    { mode: 'bounded' },
  );
  expectClean(end);
  expect(nodeOf(end, 'fail').state).toBe('error');
});

test('a param may be driven by what comes over another worker, and the run is stopped at any time', async () => {
  for (const stopAfter of [0, 1, 30]) {
    const catalog = drivenCatalog();
    await using engine = engineOf(catalog, 4);
    const pipeline = sketch(
      [
        ['count', 'count', { count: 1_000_000 }],
        ['drive', 'count', { count: 1_000_000 }],
        ['slow', 'slow'],
        ['offset', 'parallel'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'offset.in', 'block'],
        ['drive.out', 'slow.in', 'block'],
        ['slow.out', 'offset.by', 'block'],
        ['offset.out', 'take.in', 'block'],
      ],
    );
    await engine.start(pipeline, { mode: 'batch', seed: 1 });
    await until(engine, () => catalog.taken.length >= stopAfter);
    await engine.stop();
    expectClean(await until(engine, hasEnded));
  }
});
