import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { drivableParams } from '#contract/drivable.ts';
import { setMode } from '#pipeline/nodes.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
import { drivenCatalog } from '#testing/drivenOperators.ts';
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
import { type TestCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

const wave = defineSpec({
  ...common,
  id: 'test/wave',
  inputs: {},
  outputs: { out: number },
  params: z.strictObject({
    level: z.number().min(0).max(100).default(1).meta({ title: 'Level', description: 'Sent.' }),
    count: z.int().min(0).max(1_000_000).default(10).meta({
      title: 'Count',
      description: 'How many; 0 never ends.',
    }),
  }),
  bounded: ({ count }) => count > 0,
});

/** Sends its level once a millisecond; each lasts as long. In a live run at its time. */
const waveKernel = defineKernel<typeof wave>((initial, env) => {
  let params = initial;
  return {
    async *produce(signal) {
      for (let i = 0; params.count === 0 || i < params.count; i++) {
        const timestamp = micros(i * 1000);
        await env.clock.until(timestamp, signal);
        yield { out: { timestamp, duration: micros(1000), payload: params.level } };
      }
    },
    update(next) {
      params = next;
    },
  };
});

function catalogOf(): TestCatalog {
  return withOperator(drivenCatalog(), wave as OperatorSpec, waveKernel);
}

function drivenBy(steps: string): Pipeline {
  return sketch(
    [
      ['script', 'script', { steps }],
      ['wave', 'wave', { count: 10, level: 1 }],
      ['take', 'take'],
    ],
    [
      ['script.out', 'wave.level'],
      ['wave.out', 'take.in'],
    ],
  );
}

test('what decides whether a source ends is not driven', () => {
  expect([...drivableParams(wave as OperatorSpec).keys()]).toEqual(['level']);
});

test('a value holds for what a source sends from its time on, over any number of workers', async () => {
  const runs = [1, 2, 4].map(async (workers) => {
    const catalog = catalogOf();
    const end = await runToEnd(drivenBy('0:2 2.5:10 5:20 5.2:30 90:40'), catalog, { workers });
    expectClean(end);
    expect(nodeOf(end, 'wave')).toMatchObject({ in: 0, out: 10, driven: { level: 30 } });
    expect(end.edges['script.out→wave.level']).toMatchObject({ sent: 5, delivered: 5 });
    return values(catalog);
  });
  for (const sent of await Promise.all(runs)) {
    expect(sent).toEqual([2, 2, 2, 10, 10, 20, 30, 30, 30, 30]);
  }
});

test('a source that is driven keeps its own param where the stream ends without a value', async () => {
  const catalog = catalogOf();
  expectClean(await runToEnd(drivenBy(''), catalog));
  expect(values(catalog)).toEqual(Array<number>(10).fill(1));
});

test('a muted source takes its values too', async () => {
  const catalog = catalogOf();
  expectClean(await runToEnd(setMode(drivenBy('2:3'), ['wave' as NodeId], 'muted'), catalog));
  expect(values(catalog)).toEqual([]);
});

test.each([1, 2, 4])(
  'a source driven by what it is joined with does not stall, with %i workers',
  async (workers) => {
    const catalog = catalogOf();
    const end = await runToEnd(
      sketch(
        [
          ['count', 'count', { count: 300 }],
          ['slow', 'slow'],
          ['wave', 'wave', { count: 300 }],
          ['pair', 'pair'],
          ['take', 'take'],
        ],
        [
          ['count.out', 'slow.in', 'block'],
          ['slow.out', 'wave.level'],
          ['count.out', 'pair.a', 'block'],
          ['wave.out', 'pair.b'],
          ['pair.out', 'take.in'],
        ],
      ),
      catalog,
      { workers },
    );
    expectClean(end);
    expect(values(catalog)).toEqual(
      Array.from({ length: 300 }, (_, i) => 1000 * i + Math.min(100, i)),
    );
  },
);

test('in a live run a value holds for what the source sends next', async () => {
  const catalog = catalogOf();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['script', 'script', { steps: '900000:7' }],
      ['wave', 'wave', { count: 0 }],
      ['take', 'take'],
    ],
    [
      ['script.out', 'wave.level'],
      ['wave.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await until(engine, () => values(catalog).at(-1) === 7);
  await engine.stop();
  expectClean(await until(engine, hasEnded));
});
