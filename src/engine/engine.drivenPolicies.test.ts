import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type InputPolicy, type InputPort, type OperatorSpec } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { drivenCatalog } from '#testing/drivenOperators.ts';
import { expectClean, runToEnd, sketch, values } from '#testing/engineRuns.ts';
import { withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const params = z.strictObject({
  by: z.number().min(0).max(500).default(1).meta({ title: 'By', description: 'What is sent.' }),
});

/** What a call was given, and what `by` was then. */
type Seen = readonly [port: string, timestamp: number, by: number];

/** Notes what `by` is for every chunk, and sends nothing. */
function kernelOf(seen: Seen[]) {
  return defineKernel<ReturnType<typeof specOf>>((initial) => {
    let { by } = initial;
    return {
      process(inputs) {
        for (const [port, chunk] of Object.entries(inputs)) {
          seen.push([port, (chunk as Chunk).timestamp, by]);
        }
      },
      update(next) {
        ({ by } = next);
      },
    };
  });
}

function specOf(
  b: Partial<InputPort>,
  policy: InputPolicy,
  bounds: 'process' | { offset: number },
) {
  return defineSpec({
    id: 'test/policy',
    title: 'Policy',
    doc: 'Test.',
    category: 'flow',
    glyph: 'M2 8h12',
    inputs: { a: number, b: { ...number, ...b } },
    outputs: {},
    params,
    policy,
    bounds,
  });
}

const OFFSET = { offset: 0 } as const;
/** What the second input gets: half of what the first does, so that bounds alone tell of the rest, or all. */
const cases = [
  ['sync', {}, { kind: 'sync' }, OFFSET, 'even'],
  ['a set of its own', { set: 'other' }, { kind: 'sync' }, OFFSET, 'even'],
  ['as it comes', { arrival: 'any' }, { kind: 'sync' }, 'process', 'even'],
  ['called for bounds', {}, { kind: 'sync' }, 'process', 'even'],
  ['early close', {}, { kind: 'early-close' }, OFFSET, 'even'],
  ['barrier', {}, { kind: 'barrier' }, OFFSET, 'slow'],
  ['fixed size', {}, { kind: 'fixed-size', trigger: 2, target: 1, cut: 'any' }, OFFSET, 'even'],
  ['align', {}, { kind: 'align', base: 'a' }, OFFSET, 'even'],
] as const;

test.each(cases)(
  'in batch a value holds from its time on for inputs served by: %s',
  async (_name, b, policy, bounds, second) => {
    const pipeline = sketch(
      [
        ['count', 'count', { count: 200 }],
        ['second', second],
        ['drive', 'count', { count: 200 }],
        ['tenth', 'tenth'],
        ['policy', 'policy'],
      ],
      [
        ['count.out', 'policy.a', 'block'],
        ['count.out', 'second.in', 'block'],
        ['second.out', 'policy.b'],
        ['drive.out', 'tenth.in'],
        ['tenth.out', 'policy.by', 'block'],
      ],
    );
    const runs = [1, 4].map(async (workers) => {
      const seen: Seen[] = [];
      const spec = specOf(b, policy, bounds) as unknown as OperatorSpec;
      const catalog = withOperator(drivenCatalog(), spec, kernelOf(seen));
      expectClean(await runToEnd(pipeline, catalog, { workers }));
      return seen;
    });
    const [one, four] = await Promise.all(runs);
    expect(one!.length).toBe(four!.length);
    for (const seen of [one!, four!]) {
      expect(seen.length).toBeGreaterThan(290);
      // The drive sends n at 10 · n ms.
      for (const [, timestamp, by] of seen) expect(by).toBe(Math.floor(timestamp / 10_000));
    }
  },
);

test('values are served as well where a node has ended before them', async () => {
  const catalog = drivenCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 3 }],
        ['drive', 'count', { count: 400 }],
        ['offset', 'offset'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'offset.in'],
        ['drive.out', 'offset.by', 'block'],
        ['offset.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expectClean(end);
  expect(end.edges['drive.out→offset.by']).toMatchObject({ delivered: 400, dropped: {} });
  expect(values(catalog)).toEqual([0, 2, 4]);
});
