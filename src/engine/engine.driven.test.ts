import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { setMode } from '#pipeline/nodes.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
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
import { testCatalog, type TestCatalog, withOperator } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;
const described = { title: 'By', description: 'What is added.' };

const offsetParams = z.strictObject({
  by: z.number().min(0).max(50).default(1).meta(described),
  whole: z.int().min(0).max(9).default(0).meta({ title: 'Whole', description: 'Added too.' }),
  on: z.boolean().default(true).meta({ title: 'On', description: 'Off: adds nothing.' }),
  sign: z
    .enum(['plus', 'minus'])
    .default('plus')
    .meta({ title: 'Sign', description: 'Adds or subtracts.' }),
});

type OffsetParams = z.output<typeof offsetParams>;

function offsetOf({ by, whole, on, sign }: OffsetParams): number {
  return on ? (sign === 'plus' ? by + whole : -by - whole) : 0;
}

/** Adds what its params say, with `update` and without, and how many calls it takes at once. */
function offsetSpec(id: string, maxInFlight: number) {
  return defineSpec({
    ...common,
    id,
    inputs: { in: number },
    outputs: { out: number },
    params: offsetParams,
    maxInFlight,
    ratio: '1:1',
  });
}

const offset = offsetSpec('test/offset', 1);
const offsetKernel = defineKernel<typeof offset>((params) => {
  let added = offsetOf(params);
  return {
    process: ({ in: chunk }, emit) =>
      chunk && emit('out', { ...chunk, payload: chunk.payload + added }),
    update(next) {
      added = offsetOf(next);
    },
  };
});

const parallel = offsetSpec('test/parallel', 3);
const parallelKernel = defineKernel<typeof parallel>((params) => {
  let added = offsetOf(params);
  return {
    async process({ in: chunk }, emit) {
      const now = added;
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (chunk) await emit('out', { ...chunk, payload: chunk.payload + now });
    },
    update(next) {
      added = offsetOf(next);
    },
  };
});

const stubborn = offsetSpec('test/stubborn', 1);
const stubbornKernel = defineKernel<typeof stubborn>((params) => ({
  process: ({ in: chunk }, emit) =>
    chunk && emit('out', { ...chunk, payload: chunk.payload + offsetOf(params) }),
}));

const script = defineSpec({
  ...common,
  id: 'test/script',
  inputs: {},
  outputs: { out: number },
  params: z.strictObject({ steps: z.string().default('') }),
});

/** Sends values at their times in ms, written `2.5:10 7:NaN`. */
const scriptKernel = defineKernel<typeof script>(({ steps }) => ({
  async *produce() {
    for (const step of steps.split(' ').filter(Boolean)) {
      const [at, value] = step.split(':').map(Number);
      yield { out: { timestamp: micros(at! * 1000), payload: value! } };
    }
  },
}));

const sparse = defineSpec({
  ...common,
  id: 'test/tenth',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({}),
});

/** Passes on every tenth number, ten times as large. */
const sparseKernel = defineKernel<typeof sparse>(() => ({
  process: ({ in: chunk }, emit) =>
    chunk && chunk.payload % 10 === 0
      ? emit('out', { ...chunk, payload: chunk.payload / 10 })
      : undefined,
}));

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

function catalogOf(): TestCatalog {
  const operators = [
    [offset, offsetKernel],
    [parallel, parallelKernel],
    [stubborn, stubbornKernel],
    [script, scriptKernel],
    [sparse, sparseKernel],
  ] as const;
  return operators.reduce(
    (catalog, [spec, kernel]) => withOperator(catalog, spec as OperatorSpec, kernel),
    testCatalog(),
  );
}

/** Ten numbers, one a millisecond, through an operator whose param `name` those steps drive. */
function drivenBy(steps: string, name = 'by', operator = 'offset'): Pipeline {
  return sketch(
    [
      ['count', 'count', { count: 10 }],
      ['script', 'script', { steps }],
      ['offset', operator],
      ['take', 'take'],
    ],
    [
      ['count.out', 'offset.in'],
      ['script.out', `offset.${name}`],
      ['offset.out', 'take.in'],
    ],
  );
}

async function addedBy(pipeline: Pipeline, workers = 2): Promise<readonly number[]> {
  const catalog = catalogOf();
  const end = await runToEnd(pipeline, catalog, { workers });
  expectClean(end);
  return values(catalog).map((value, index) => value - index);
}

test.each(['offset', 'parallel', 'stubborn'])(
  "'%s': a value holds for every chunk from its time on, and before the first the param is its own",
  async (operator) => {
    const pipeline = drivenBy('2.5:10 5:20 5.2:30 7:40', 'by', operator);
    const all = await Promise.all([1, 2, 4].map((workers) => addedBy(pipeline, workers)));
    for (const added of all) expect(added).toEqual([1, 1, 1, 10, 10, 20, 30, 40, 40, 40]);
  },
);

test('values before the first chunk hold for it, and values behind the last one change nothing', async () => {
  expect(await addedBy(drivenBy('0:5 90:6 91:7'))).toEqual(Array.from({ length: 10 }, () => 5));
});

test('the param keeps what the document says where its stream ends without a value', async () => {
  expect(await addedBy(drivenBy(''))).toEqual(Array.from({ length: 10 }, () => 1));
});

test('numbers are clamped, rounded, made true or false, and choose by index from 0', async () => {
  const [by, whole, on, sign] = await Promise.all([
    addedBy(drivenBy('0:120 5:-3')),
    addedBy(drivenBy('3:2.6', 'whole')),
    addedBy(drivenBy('3:0 5:0.5', 'on')),
    addedBy(drivenBy('3:1 5:0', 'sign')),
  ]);
  expect(by).toEqual([50, 50, 50, 50, 50, 0, 0, 0, 0, 0]);
  expect(whole!.slice(2, 5)).toEqual([1, 4, 4]);
  expect(on!.slice(2, 6)).toEqual([1, 0, 0, 1]);
  expect(sign!.slice(2, 6)).toEqual([1, -1, -1, 1]);
});

test('what a param cannot be is told on the node, with the limit and how often', async () => {
  const told = async (steps: string, name?: string): Promise<string | undefined> =>
    nodeOf(await runToEnd(drivenBy(steps, name), catalogOf()), 'offset').log;
  const all = [
    told('0:120'),
    told('0:120 1:7 2:-1.5'),
    told('0:NaN'),
    told('0:2', 'sign'),
    told('0:7'),
  ];
  expect(await Promise.all(all)).toEqual([
    'By: 120 is above 50',
    'By: −1.50 is below 0, 2 times',
    'By: what came is no number',
    'Sign: 2 is no choice from 0 to 1',
    undefined,
  ]);
});

test('no number and no such choice keep the old value', async () => {
  expect(await addedBy(drivenBy('2:10 4:NaN'))).toEqual([1, 1, ...Array<number>(8).fill(10)]);
  expect((await addedBy(drivenBy('3:1 5:7', 'sign'))).slice(2, 7)).toEqual([1, -1, -1, -1, -1]);
});

test('values count as processed by the node that they set', async () => {
  const end = await runToEnd(drivenBy('2:10 4:NaN 6:11 99:3'), catalogOf());
  expectClean(end);
  expect(end.edges['script.out→offset.by']).toMatchObject({ sent: 4, delivered: 4, dropped: {} });
  expect(nodeOf(end, 'offset')).toMatchObject({ in: 10, out: 10, driven: { by: 11 } });
});

test.each([1, 2, 4])(
  'a stream that drives a param of what it runs beside neither stalls nor differs with %i workers',
  async (workers) => {
    const catalog = catalogOf();
    const end = await runToEnd(
      sketch(
        [
          ['count', 'count', { count: 500 }],
          ['tenth', 'tenth'],
          ['slow', 'slow'],
          ['offset', 'offset'],
          ['take', 'take'],
        ],
        [
          ['count.out', 'tenth.in', 'block'],
          ['tenth.out', 'slow.in'],
          ['slow.out', 'offset.by'],
          ['count.out', 'offset.in', 'block'],
          ['offset.out', 'take.in'],
        ],
      ),
      catalog,
      { workers },
    );
    expectClean(end);
    const expected = Array.from({ length: 500 }, (_, i) => i + Math.min(50, Math.floor(i / 10)));
    expect(values(catalog)).toEqual(expected);
  },
);

test('a muted or bypassed node takes the values of its params, and does nothing with them', async () => {
  const bypassed = setMode(drivenBy('2:10'), ['offset' as NodeId], 'bypassed');
  expect(await addedBy(bypassed)).toEqual(Array<number>(10).fill(0));
  const catalog = catalogOf();
  const muted = setMode(drivenBy('2:10'), ['offset' as NodeId], 'muted');
  const end = await runToEnd(muted, catalog);
  expectClean(end);
  expect(values(catalog)).toEqual([]);
});

test('a node whose params alone are wired does not run', async () => {
  const { edges, ...pipeline } = drivenBy('2:10');
  const end = await runToEnd({ ...pipeline, edges: edges.slice(1) }, catalogOf());
  expect(nodeOf(end, 'offset').state).toBe('off');
});

test('in a live run a value holds once it has come, and goes on when the user sets other params', async () => {
  const catalog = catalogOf();
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
  const catalog = catalogOf();
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
  const catalog = catalogOf();
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
    withOperator(catalogOf(), failing as OperatorSpec, failingKernel),
    { mode: 'bounded' },
  );
  expectClean(end);
  expect(nodeOf(end, 'fail').state).toBe('error');
});

test('a param may be driven by what comes over another worker, and the run is stopped at any time', async () => {
  for (const stopAfter of [0, 1, 30]) {
    const catalog = catalogOf();
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
