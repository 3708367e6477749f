import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { session, sliding, tumbling } from './window.ts';
import { boundedDisorder } from './watermarks.ts';
import { type Aggregate, type Pane, WindowedState, type WindowRules } from './windowedState.ts';

const gather: Aggregate<number, readonly number[]> = {
  create: () => [],
  add: (acc, element) => [...acc, element],
  merge: (a, b) => [...a, ...b],
};

type Rules = Omit<WindowRules<number, readonly number[]>, 'aggregate'>;

const state = (rules: Rules) => new WindowedState({ ...rules, aggregate: gather });

/** Adds each timestamp as its own element, then its watermark, as a tick after every element does. */
function stream(rules: Rules, disorder: number, timestamps: readonly number[]) {
  const windows = state(rules);
  const generator = boundedDisorder(disorder);
  const fired: Pane<readonly number[]>[] = [];
  const watermarks: number[] = [];
  for (const timestamp of timestamps) {
    fired.push(...windows.add(timestamp, timestamp));
    generator.onEvent(timestamp);
    watermarks.push(generator.onTick());
    fired.push(...windows.advance(generator.onTick()));
  }
  return { windows, fired, watermarks };
}

test('T17 a late element fires its window again with all it holds, until the lateness is over', () => {
  const rules = { assign: tumbling(10), lateness: 5 };
  const { windows, fired, watermarks } = stream(rules, 2, [1, 4, 12, 9, 14, 8, 20, 3]);
  expect(watermarks).toEqual([-2, 1, 9, 9, 11, 11, 17, 17]);
  expect(fired.map(({ contents, index }) => [contents, index])).toEqual([
    [[1, 4], 0],
    [[1, 4, 9], 1],
    [[1, 4, 9, 8], 2],
  ]);
  expect([windows.lateDropped, windows.skipped]).toEqual([1, 0]);
  expect(windows.advance(18)).toEqual([]);
  expect(windows.advance(19)).toEqual([
    { window: { start: 10, end: 20 }, contents: [12, 14], index: 0 },
  ]);
});

test('T17 an element may be taken by some windows and skipped by others', () => {
  const windows = state({ assign: sliding(10, 5) });
  windows.advance(9);
  windows.add(7, 7);
  expect([windows.lateDropped, windows.skipped, windows.size]).toEqual([0, 1, 1]);
  windows.add(3, 3);
  expect([windows.lateDropped, windows.skipped]).toEqual([1, 1]);
});

test('T17 sessions whose elements lie just a gap apart are one, and a little more makes two', () => {
  const one = state({ assign: session(30), merging: true });
  for (const timestamp of [0, 30]) one.add(timestamp, timestamp);
  expect(one.advance(Infinity)).toEqual([
    { window: { start: 0, end: 60 }, contents: [0, 30], index: 0 },
  ]);
  const two = state({ assign: session(30), merging: true });
  for (const timestamp of [0, 31]) two.add(timestamp, timestamp);
  expect(two.advance(Infinity).map(({ window }) => window)).toEqual([
    { start: 0, end: 30 },
    { start: 31, end: 61 },
  ]);
});

test('T17 an element between two sessions that have fired makes them one, which fires again', () => {
  const windows = state({ assign: session(10), merging: true, lateness: 100 });
  windows.add(0, 0);
  windows.add(15, 15);
  expect(windows.advance(30)).toHaveLength(2);
  const [pane, ...others] = windows.add(8, 8);
  expect(others).toEqual([]);
  expect(pane!.window).toEqual({ start: 0, end: 25 });
  expect(pane!.contents.toSorted((a, b) => a - b)).toEqual([0, 8, 15]);
  expect(windows.size).toBe(1);
});

test('T17 equal windows in sequence nest: a result belongs to the window it came from', () => {
  const first = state({ assign: tumbling(5) });
  const second = state({ assign: tumbling(5) });
  for (const timestamp of [0, 4, 5]) first.add(timestamp, timestamp);
  for (const { window } of first.advance(4)) second.add(window.end - 1, window.end - 1);
  expect(second.advance(4).map(({ window }) => window)).toEqual([{ start: 0, end: 5 }]);
});

test('a window that fires next is known before', () => {
  const windows = state({ assign: tumbling(10) });
  expect(windows.nextDue).toBe(Infinity);
  windows.add(12, 12);
  windows.add(3, 3);
  expect(windows.nextDue).toBe(9);
  windows.advance(9);
  expect(windows.nextDue).toBe(19);
});

test('T21 with endless lateness the last results are those of a batch, in whatever order elements come', () => {
  const ways = [
    { assign: tumbling(10) },
    { assign: sliding(12, 5) },
    { assign: session(6), merging: true },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...ways),
      fc.array(fc.integer({ min: -50, max: 200 }), { maxLength: 40 }),
      fc.integer({ min: 0, max: 20 }),
      (rules, timestamps, disorder) => {
        const batch = state(rules);
        for (const timestamp of timestamps) batch.add(timestamp, timestamp);
        const live = stream({ ...rules, lateness: Infinity }, disorder, timestamps);
        const fired = [...live.fired, ...live.windows.advance(Infinity)];
        expect(finalResults(fired)).toEqual(finalResults(batch.advance(Infinity)));
        expect(live.windows.lateDropped).toBe(0);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

/** The last pane of each window that was not swallowed by a larger one, elements sorted. */
function finalResults(fired: readonly Pane<readonly number[]>[]): readonly string[] {
  const last = new Map<string, Pane<readonly number[]>>();
  for (const pane of fired) last.set(`${pane.window.start} ${pane.window.end}`, pane);
  const kept = [...last.values()].filter(
    ({ window, contents }) =>
      ![...last.values()].some(
        (other) =>
          other.window.start <= window.start &&
          other.window.end >= window.end &&
          other.contents.length > contents.length &&
          contents.every((element) => other.contents.includes(element)) &&
          other.window.end - other.window.start > window.end - window.start,
      ),
  );
  return kept
    .map(
      ({ window, contents }) =>
        `${window.start}–${window.end}: ${contents.toSorted((a, b) => a - b).join(' ')}`,
    )
    .toSorted();
}
