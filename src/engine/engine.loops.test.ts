import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, DONE, type Micros, micros } from '#stream/micros.ts';
import {
  engineOf,
  expectClean,
  hasEnded,
  noHosts,
  nodeOf,
  runToEnd,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { mortal } from '#testing/inProcess.ts';
import { lagging } from '#testing/lagging.ts';
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createEngine } from './createEngine.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

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

test('a loop ends also after a worker has died whose nodes had ended', async () => {
  const catalog = summing('when-still');
  const { spawn, kill } = mortal(catalog.loadKernel);
  await using engine = createEngine({
    spawn,
    hosts: noHosts,
    specOf: catalog.specOf,
    workers: 3,
  });
  const beside = sketch(
    [
      ['short', 'count', { count: 1 }],
      ['last', 'take'],
    ],
    [['short.out', 'last.in']],
  );
  const paced = loop.nodes.map((node) =>
    node.id === 'count' ? { ...node, params: { count: 30, stepMs: 20 } } : node,
  );
  const pipeline: Pipeline = {
    ...loop,
    nodes: [...beside.nodes, ...paced],
    edges: [...beside.edges, ...loop.edges],
  };
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, (snapshot) => nodeOf(snapshot, 'last').state === 'ended');
  kill(0);
  const end = await until(engine, hasEnded);
  expect(end.state).toBe('done');
  expect(nodeOf(end, 'take')).toMatchObject({ in: 30 });
  expectClean(end);
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
