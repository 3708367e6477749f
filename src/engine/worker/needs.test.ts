import type { Need } from '#engine/protocol.ts';
import { expect, test } from 'vitest';
import { earliestOf, mostOf } from './needs.ts';

const late = (timestamp: number, jitter: number, proportion = 1): Need => ({
  kind: jitter > 0 ? 'underflow' : 'overflow',
  timestamp,
  jitter,
  proportion,
});

test('§11 what comes before B + 2J + D is of no use', () => {
  // A chunk at 1 s that came 50 ms late, where chunks last 40 ms.
  expect(earliestOf(late(1_000_000, 50_000), 40_000)).toBe(1_140_000);
  expect(earliestOf(late(1_000_000, -50_000), 40_000)).toBe(-Infinity);
  expect(earliestOf(undefined, 40_000)).toBe(-Infinity);
});

test('§11 of several ends the one that needs most counts; one that says nothing needs everything', () => {
  expect(mostOf([late(100, 50, 2), late(150, 10, 3)])).toEqual(late(150, 10, 2));
  expect(mostOf([late(100, 50), late(100, -20)])).toMatchObject({ kind: 'overflow' });
  expect(mostOf([late(100, 50), undefined])).toBeUndefined();
  expect(mostOf([])).toBeUndefined();
});
