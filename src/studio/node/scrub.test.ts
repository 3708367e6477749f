import { expect, test } from 'vitest';
import {
  grainOf,
  nudged,
  type NumberField,
  rounded,
  scrubbed,
  shareOf,
  typed,
  valueAt,
} from './scrub.ts';

function field(change: Partial<NumberField>, meta: Partial<NumberField['meta']> = {}): NumberField {
  return {
    kind: 'number',
    name: 'x',
    integer: false,
    min: 0,
    max: 10,
    fallback: 1,
    meta: { title: 'X', description: 'X.', step: 0.1, ...meta },
    ...change,
  };
}
const radius = field({});
const threshold = field({ integer: true, max: 255 }, { step: 1 });
const frequency = field({ min: 20, max: 20_000 }, { scale: 'log', step: 1 });

test('the fill follows the pointer over the whole range', () => {
  expect(scrubbed(radius, 2, 0.25, 'normal')).toBe(4.5);
  expect(scrubbed(threshold, 0, 1, 'normal')).toBe(255);
  expect(scrubbed(radius, 2, -1, 'normal')).toBe(0);
});

test('fine scrubbing moves a tenth as far, coarse in tens of steps', () => {
  expect(scrubbed(radius, 2, 0.25, 'fine')).toBe(2.3);
  expect(scrubbed(radius, 2, 0.23, 'coarse')).toBe(4);
  expect(grainOf({ shiftKey: true, ctrlKey: false, metaKey: false })).toBe('fine');
  expect(grainOf({ shiftKey: false, ctrlKey: false, metaKey: true })).toBe('coarse');
});

test('a logarithmic field spreads each octave alike', () => {
  expect(shareOf(frequency, 20)).toBe(0);
  expect(shareOf(frequency, 200)).toBeCloseTo(1 / 3, 12);
  expect(valueAt(frequency, 2 / 3)).toBeCloseTo(2000, 6);
  expect(scrubbed(frequency, 200, 1 / 3, 'normal')).toBe(2000);
});

test('a value is a clean multiple of its step', () => {
  expect(rounded(radius, 0.30000000000000004)).toBe(0.3);
  expect(rounded(field({}, { step: 0.25 }), 1.3)).toBe(1.25);
  expect(rounded(threshold, 99.6)).toBe(100);
});

test('an arrow key goes one step, ten when coarse, and never past the limits', () => {
  expect(nudged(radius, 9.95, 1, 'normal')).toBe(10);
  expect(nudged(radius, 2, -1, 'normal')).toBe(1.9);
  expect(nudged(radius, 2, 1, 'coarse')).toBe(3);
  expect(nudged(frequency, 20, 1, 'normal')).toBe(21);
  expect(nudged(frequency, 1000, 1, 'normal')).toBe(1072);
});

test('what is typed may carry a unit, a comma or a true minus, and is held to the limits', () => {
  expect(typed(radius, '2.5 px')).toBe(2.5);
  expect(typed(radius, '2,5')).toBe(2.5);
  expect(typed(field({ min: -20 }), '−7')).toBe(-7);
  expect(typed(field({ max: 1e6 }), '20\u202F012')).toBe(20012);
  expect(typed(radius, '300')).toBe(10);
  expect(typed(field({ max: 100 }, { step: 1 }), '29.97')).toBe(29.97);
  expect(typed(radius, 'much')).toBeUndefined();
  expect(typed(radius, '')).toBeUndefined();
});
