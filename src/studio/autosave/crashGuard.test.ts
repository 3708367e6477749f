import { expect, test } from 'vitest';
import { isCrashLoop } from './crashGuard.ts';

test('two pages that went down within a minute are a loop, one is an accident', () => {
  expect(isCrashLoop([], 100_000)).toBe(false);
  expect(isCrashLoop([99_000], 100_000)).toBe(false);
  expect(isCrashLoop([90_000, 99_000], 100_000)).toBe(true);
});

test('what went down long ago is forgiven', () => {
  expect(isCrashLoop([10_000, 20_000, 99_000], 100_000)).toBe(false);
});
