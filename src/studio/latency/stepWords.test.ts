import { expect, test } from 'vitest';
import { stepWords } from './stepWords.ts';

test('a sink in step says when chunks come, at which rate, and how many came too late', () => {
  expect(stepWords({ jitterMs: -30.4, proportion: 1.024, late: 0 })).toBe('30 ms early, ×1.02');
  expect(stepWords({ jitterMs: 151, proportion: 2.5, late: 3 })).toBe(
    '151 ms late, ×2.50, 3 dropped',
  );
});
