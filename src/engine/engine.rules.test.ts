import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { micros } from '#stream/micros.ts';
import { expectClean, nodeOf, runToEnd, sketch, values } from '#testing/engineRuns.ts';
import { grayFrame } from '#testing/payloads.ts';
import { testCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const video = { type: 'video/raw', doc: 'Frames.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

test('T1 a join whose one branch filters does not stall where that forwards its bounds', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 200 }],
        ['even', 'even'],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'even.in', 'block'],
        ['even.out', 'pair.a'],
        ['count.out', 'pair.b', 'block'],
        ['pair.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toHaveLength(200);
  expect(end.edges['even.out→pair.a']!.delivered).toBe(100);
  expectClean(end);
});

test('T3 a join one of whose inputs ends early is closed once, after the last pair', async () => {
  const calls: string[] = [];
  const spec = defineSpec({
    ...common,
    id: 'test/watched-pair',
    inputs: { a: number, b: number },
    outputs: {},
    params: z.strictObject({}),
  });
  const kernel = defineKernel<typeof spec>(() => ({
    process: ({ a, b }) => void calls.push(`${a?.payload ?? '-'}${b?.payload ?? '-'}`),
    flush: () => void calls.push('flush'),
    close: () => void calls.push('close'),
  }));
  const end = await runToEnd(
    sketch(
      [
        ['long', 'count', { count: 4 }],
        ['short', 'count', { count: 2 }],
        ['pair', 'watched-pair'],
      ],
      [
        ['long.out', 'pair.a'],
        ['short.out', 'pair.b'],
      ],
    ),
    withOperator(testCatalog(), spec as OperatorSpec, kernel),
  );
  expect(calls).toEqual(['00', '11', '2-', '3-', 'flush', 'close']);
  expectClean(end);
});

test('T5 a chunk below the bound fails its sender, with the output and both values', async () => {
  const spec = defineSpec({
    ...common,
    id: 'test/back',
    inputs: {},
    outputs: { out: number },
    params: z.strictObject({}),
  });
  const kernel = defineKernel<typeof spec>(() => ({
    async *produce() {
      yield { out: { timestamp: micros(10), payload: 0 } };
      yield { out: { timestamp: micros(9), payload: 1 } };
    },
  }));
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['back', 'back'],
        ['take', 'take'],
      ],
      [['back.out', 'take.in']],
    ),
    withOperator(catalog, spec as OperatorSpec, kernel),
    { mode: 'live' },
  );
  expect(nodeOf(end, 'back').fault?.message).toBe(
    "Output 'out' must be strictly increasing: at least 11 µs was expected, but 9 µs came.",
  );
  expect(values(catalog)).toEqual([0]);
  expectClean(end);
});

test('T15 a format that changes while old frames are queued arrives with the frame it begins at', async () => {
  const spec = defineSpec({
    ...common,
    id: 'test/growing',
    inputs: {},
    outputs: { out: video },
    params: z.strictObject({}),
  });
  const kernel = defineKernel<typeof spec>(() => ({
    async *produce() {
      for (let i = 0; i < 8; i++) {
        // Half way the picture gets wider; three frames of either size may wait at once.
        const row = Array.from({ length: i < 4 ? 2 : 5 }, () => i);
        yield { out: { timestamp: micros(i), payload: grayFrame([row]) } };
      }
    },
  }));
  const sizes: (readonly [number, number])[] = [];
  const sink = defineSpec({
    ...common,
    id: 'test/sizes',
    inputs: { in: video },
    outputs: {},
    params: z.strictObject({}),
  });
  const sinkKernel = defineKernel<typeof sink>(() => ({
    async process({ in: chunk }) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      sizes.push([chunk!.payload.planes[0]![0]!, chunk!.payload.width]);
    },
  }));
  const catalog = withOperator(testCatalog(), spec as OperatorSpec, kernel);
  const end = await runToEnd(
    sketch(
      [
        ['growing', 'growing'],
        ['sizes', 'sizes'],
      ],
      [['growing.out', 'sizes.in', 'block']],
    ),
    withOperator(catalog, sink as OperatorSpec, sinkKernel),
    { workers: 1 },
  );
  expect(sizes).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i, i < 4 ? 2 : 5]));
  expect(end.violations).toEqual([]);
});
