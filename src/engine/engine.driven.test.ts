import { setMode } from '#pipeline/nodes.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { drivenBy, drivenCatalog } from '#testing/drivenOperators.ts';
import { expectClean, nodeOf, runToEnd, sketch, values } from '#testing/engineRuns.ts';
import { expect, test } from 'vitest';

async function addedBy(pipeline: Pipeline, workers = 2): Promise<readonly number[]> {
  const catalog = drivenCatalog();
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
    nodeOf(await runToEnd(drivenBy(steps, name), drivenCatalog()), 'offset').log;
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
  const end = await runToEnd(drivenBy('2:10 4:NaN 6:11 99:3'), drivenCatalog());
  expectClean(end);
  expect(end.edges['script.out→offset.by']).toMatchObject({ sent: 4, delivered: 4, dropped: {} });
  expect(nodeOf(end, 'offset')).toMatchObject({ in: 10, out: 10, driven: { by: 11 } });
});

test.each([1, 2, 4])(
  'a stream that drives a param of what it runs beside neither stalls nor differs with %i workers',
  async (workers) => {
    const catalog = drivenCatalog();
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
  const catalog = drivenCatalog();
  const muted = setMode(drivenBy('2:10'), ['offset' as NodeId], 'muted');
  const end = await runToEnd(muted, catalog);
  expectClean(end);
  expect(values(catalog)).toEqual([]);
});

test('a node whose params alone are wired does not run', async () => {
  const { edges, ...pipeline } = drivenBy('2:10');
  const end = await runToEnd({ ...pipeline, edges: edges.slice(1) }, drivenCatalog());
  expect(nodeOf(end, 'offset').state).toBe('off');
});
