import { expect, test } from 'vitest';
import { momentOf } from './moments.ts';
import { type Said, withSaid } from './transcriptLog.ts';

test('a stream time is a moment of the file, jumps included', () => {
  const passes = [
    { from: 0, start: 10 },
    { from: 5e6, start: 2 },
  ];
  expect(momentOf(passes, 1.5e6)).toBe(11.5);
  expect(momentOf(passes, 6e6)).toBe(3);
});

const said = (run: number, id: number, ...at: readonly number[]): Said => ({
  run,
  id,
  final: true,
  words: at.map((time) => ({ text: `w${time}`, at: time })),
});

test('a jump replaces what was understood of the moments behind it', () => {
  let list: readonly Said[] = [];
  for (const one of [said(1, 0, 1, 2), said(1, 1, 4, 5), said(1, 2, 8)]) list = withSaid(list, one);
  expect(list.map(({ id }) => id)).toEqual([0, 1, 2]);
  list = withSaid(list, said(2, 0, 4.9));
  expect(list).toEqual([said(1, 0, 1, 2), said(1, 1, 4), said(2, 0, 4.9)]);
  // An utterance that turns out to be none leaves the list.
  expect(withSaid(list, said(2, 0))).toEqual([said(1, 0, 1, 2), said(1, 1, 4)]);
});
