import { expect, test } from 'vitest';
import { figure } from './figures.ts';

test('thousands are grouped by a narrow space that keeps the number on one line', () => {
  expect(figure(20012)).toBe('20\u202F012');
  expect(figure(1234567.891, 1)).toBe('1\u202F234\u202F567.9');
  expect(figure(999)).toBe('999');
});

test('a negative number has a true minus, a rounded zero has none', () => {
  expect(figure(-19.84, 1)).toBe('−19.8');
  expect(figure(-0.004, 2)).toBe('0.00');
});

test('what is no number is a sign of the same width everywhere', () => {
  expect(figure(-Infinity, 1)).toBe('−∞');
  expect(figure(Infinity)).toBe('∞');
  expect(figure(Number.NaN, 3)).toBe('–');
});
