import { expect, test } from 'vitest';
import { safeName } from './openSave.ts';

test('a suggested name becomes one that every file system takes', () => {
  expect(safeName('walk.webm')).toBe('walk.webm');
  expect(safeName('../../etc/passwd')).toBe('-..-etc-passwd');
  expect(safeName('a\u0000b:c?.csv')).toBe('a-b-c-.csv');
  expect(safeName(' .. ')).toBe('untitled');
  expect(safeName(`${'x'.repeat(300)}.webm`)).toBe(`${'x'.repeat(115)}.webm`);
});
