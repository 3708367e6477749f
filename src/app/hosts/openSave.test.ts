import { afterEach, expect, test, vi } from 'vitest';
import { openSave, safeName } from './openSave.ts';

test('a suggested name becomes one that every file system takes', () => {
  expect(safeName('walk.webm')).toBe('walk.webm');
  expect(safeName('../../etc/passwd')).toBe('-..-etc-passwd');
  expect(safeName('a\u0000b:c?.csv')).toBe('a-b-c-.csv');
  expect(safeName(' .. ')).toBe('untitled');
  expect(safeName(`${'x'.repeat(300)}.webm`)).toBe(`${'x'.repeat(115)}.webm`);
});

afterEach(() => {
  vi.useRealTimers();
});

test('a file that hears of its end a moment after its node has closed is delivered all the same', async () => {
  const delivered: string[] = [];
  const deliver = (name: string): void => void delivered.push(name);
  const lease = new AbortController();
  const writer = openSave(
    { name: 'a.csv', mimeType: 'text/csv' },
    lease.signal,
    deliver,
  ).getWriter();
  await writer.write({ position: 0, data: new Uint8Array([104, 105]) });
  lease.abort();
  await writer.close();
  expect(delivered).toEqual(['a.csv']);
});

test('a file whose node is gone for good is given up', async () => {
  vi.useFakeTimers();
  const delivered: string[] = [];
  const deliver = (name: string): void => void delivered.push(name);
  const lease = new AbortController();
  const writer = openSave(
    { name: 'a.csv', mimeType: 'text/csv' },
    lease.signal,
    deliver,
  ).getWriter();
  lease.abort(new Error('The worker died.'));
  await vi.advanceTimersByTimeAsync(2000);
  await expect(writer.closed).rejects.toThrow('The worker died.');
  expect(delivered).toEqual([]);
});
