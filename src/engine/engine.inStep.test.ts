import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
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
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { planPipeline } from './plan.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

/** The catalog with `test/show`, a sink in step, and `test/heavy`, which takes 25 ms a chunk. */
function stepping(): TestCatalog & { readonly shown: number[] } {
  const shown: number[] = [];
  const show = defineSpec({
    ...common,
    id: 'test/show',
    inputs: { in: number },
    outputs: {},
    params: z.strictObject({
      delayMs: z
        .number()
        .min(0)
        .max(1e6)
        .default(60)
        .meta({ title: 'Delay', description: 'Of a test.' }),
    }),
    synchronises: ({ delayMs }) => ({ delay: micros(1000 * delayMs) }),
  });
  const showKernel = defineKernel<typeof show>((_params, env) => ({
    process({ in: chunk }) {
      shown.push((env.clock.now() - chunk!.timestamp) / 1000);
    },
  }));
  const slow = defineSpec({
    ...common,
    id: 'test/heavy',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    ratio: '1:1',
  });
  const slowKernel = defineKernel<typeof slow>(() => ({
    async process({ in: chunk }, emit) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 25);
      });
      await emit('out', chunk!);
    },
  }));
  const catalog = withOperator(
    withOperator(testCatalog(), show as OperatorSpec, showKernel),
    slow as OperatorSpec,
    slowKernel,
  );
  return { ...catalog, shown };
}

const shownWith = (middle: string, more: Parameters<typeof sketch>[0] = []) =>
  sketch(
    [['count', 'count', { count: 60, stepMs: 10 }], ['work', middle], ['show', 'show'], ...more],
    [
      ['count.out', 'work.in'],
      ['work.out', 'show.in'],
      ...more.map(([id]) => ['work.out', `${id}.in`] as const),
    ],
  );

test('§11 one latency holds for all sinks in step: the longest delay, or what the slowest way holds back', () => {
  const { specOf } = stepping();
  const pipeline = sketch(
    [
      ['count', 'count', { stepMs: 10 }],
      ['a', 'show', { delayMs: 20 }],
      ['b', 'show', { delayMs: 90 }],
      ['c', 'take'],
    ],
    [
      ['count.out', 'a.in'],
      ['count.out', 'b.in'],
      ['count.out', 'c.in'],
    ],
  );
  const plan = planPipeline(pipeline, specOf, { mode: 'live', workers: 1 });
  expect(plan.inStep).toEqual({ latency: 90_000, sinks: new Set(['a', 'b']) });
  // Both have a queue, so that nothing before them waits with them.
  expect(plan.edges.map(({ queued }) => queued)).toEqual([true, true, false]);
  for (const mode of ['batch', 'bounded'] as const) {
    expect(planPipeline(pipeline, specOf, { mode, workers: 1 }).inStep).toBeUndefined();
  }
});

test.each([1, 2])(
  '§11 sinks in step show chunks L after their time (%i workers)',
  async (workers) => {
    const catalog = stepping();
    const end = await runToEnd(shownWith('add', [['other', 'show', { delayMs: 10 }]]), catalog, {
      mode: 'live',
      workers,
    });
    expect(end.state).toBe('done');
    expect(catalog.shown.length).toBeGreaterThan(60);
    // A timer may be late; none is early.
    expect(Math.min(...catalog.shown)).toBeGreaterThanOrEqual(59.9);
    expect(nodeOf(end, 'show').step!.jitterMs).toBeLessThan(0);
    expectClean(end);
  },
);

test.each([1, 2])(
  '§11 a source skips what would come too late, so that the rest comes in time (%i workers)',
  async (workers) => {
    const catalog = stepping();
    const end = await runToEnd(shownWith('heavy'), catalog, { mode: 'live', workers });
    const skipped = nodeOf(end, 'count').dropped.late ?? 0;
    // 25 ms of work for each 10 ms: of 60 chunks no more than 24 and some can be shown.
    expect(skipped).toBeGreaterThan(15);
    expect(nodeOf(end, 'work').in + skipped).toBe(60);
    expect(nodeOf(end, 'show').step!.late).toBe(
      end.edges['work.out→show.in' as EdgeId]!.dropped.late ?? 0,
    );
    expectClean(end);
  },
);

test('§11 where somebody takes everything, nothing is skipped', async () => {
  const catalog = stepping();
  const end = await runToEnd(shownWith('heavy', [['store', 'take']]), catalog, { mode: 'live' });
  expect(nodeOf(end, 'count').dropped).toEqual({});
  expect(values(catalog)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expectClean(end);
});

test('in batch a sink in step takes everything at once', async () => {
  const catalog = stepping();
  const end = await runToEnd(shownWith('add'), catalog);
  expect(catalog.shown.length).toBe(60);
  expect(nodeOf(end, 'show').step).toBeUndefined();
  expectClean(end);
});

test('a run that is stopped ends, whatever still waits for its time', async () => {
  const catalog = stepping();
  await using engine = engineOf(catalog);
  const pipeline = shownWith('add');
  await engine.start(
    {
      ...pipeline,
      nodes: pipeline.nodes.map((node) =>
        node.id === ('show' as NodeId) ? { ...node, params: { delayMs: 60_000 } } : node,
      ),
    },
    { mode: 'live', seed: 1 },
  );
  await until(engine, (s) => nodeOf(s, 'work').out > 3);
  await engine.stop();
  expectClean(await until(engine, hasEnded));
});
