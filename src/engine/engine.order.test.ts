import { sketch, runToEnd, expectClean, nodeOf, values } from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

test('a fused chain delivers every chunk in order', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 100 }],
        ['add', 'add', { by: 5 }],
        ['take', 'take'],
      ],
      [
        ['count.out', 'add.in'],
        ['add.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual(Array.from({ length: 100 }, (_, i) => i + 5));
  expect(end.state).toBe('done');
  expect(nodeOf(end, 'add')).toMatchObject({ in: 100, out: 100, state: 'ended' });
  expectClean(end);
});

test('an edge with a queue crosses to the other worker and back pressure loses nothing', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 200 }],
        ['slow', 'slow'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'slow.in', 'block'],
        ['slow.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(nodeOf(end, 'count').worker).not.toBe(nodeOf(end, 'slow').worker);
  expectClean(end);
});

test('frames survive the way to another worker, and an in-place kernel spoils no sibling', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['frames', 'frames', { count: 20 }],
        ['brighten', 'brighten', { by: 100 }],
        ['a', 'take-frame'],
        ['b', 'take-frame'],
      ],
      [
        ['frames.out', 'brighten.in'],
        ['brighten.out', 'a.in', 'block'],
        ['frames.out', 'b.in', 'block'],
      ],
    ),
    catalog,
  );
  const sorted = values(catalog).toSorted((x, y) => x - y);
  expect(sorted).toEqual([
    ...Array.from({ length: 20 }, (_, i) => i),
    ...Array.from({ length: 20 }, (_, i) => i + 100),
  ]);
  expectClean(end);
});

test.each(['drop-oldest', 'drop-newest', 'keep-latest'] as const)(
  'a full %s queue counts what it loses and nothing stalls',
  async (overflow) => {
    const catalog = testCatalog();
    const end = await runToEnd(
      sketch(
        [
          ['count', 'count', { count: 500 }],
          ['slow', 'slow'],
          ['take', 'take'],
        ],
        [
          ['count.out', 'slow.in', overflow],
          ['slow.out', 'take.in'],
        ],
      ),
      catalog,
      { mode: 'live' },
    );
    const { dropped, sent, delivered } = end.edges['count.out→slow.in']!;
    expect(sent).toBe(500);
    expect(dropped['queue-full']).toBeGreaterThan(0);
    expect(delivered + dropped['queue-full']!).toBe(500);
    expect(values(catalog)).toEqual(values(catalog).toSorted((a, b) => a - b));
    // Dropping the newest is the one policy under which the last chunk may be lost.
    const last = overflow === 'drop-newest' ? values(catalog).at(-1) : 499;
    expect(values(catalog).at(-1)).toBe(last);
    expectClean(end);
  },
);

test('a join gets the chunks of one timestamp together, also where a branch filters', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['count', 'count', { count: 6 }],
        ['even', 'even'],
        ['slow', 'slow'],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['count.out', 'even.in'],
        ['count.out', 'slow.in'],
        ['even.out', 'pair.a'],
        ['slow.out', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual([0, -999, 2002, -997, 4004, -995]);
  expectClean(end);
});

test('two sources meet in a task of their own, in timestamp order', async () => {
  const catalog = testCatalog();
  const end = await runToEnd(
    sketch(
      [
        ['a', 'count', { count: 5 }],
        ['b', 'count', { count: 3 }],
        ['pair', 'pair'],
        ['take', 'take'],
      ],
      [
        ['a.out', 'pair.a'],
        ['b.out', 'pair.b'],
        ['pair.out', 'take.in'],
      ],
    ),
    catalog,
  );
  expect(values(catalog)).toEqual([0, 1001, 2002, 2999, 3999]);
  expectClean(end);
});
