import { expect, test } from 'vitest';
import { parseRunChoice } from './keepRunOptions.ts';

const first = { mode: 'live', seed: 1, workers: 4 };

test('what was chosen comes back', () => {
  const text = '{"mode":"bounded","seed":7,"workers":2}';
  expect(parseRunChoice(text, 4)).toEqual({ mode: 'bounded', seed: 7, workers: 2 });
});

test('what is not there, is broken or does not fit this machine is as on a first visit', () => {
  for (const text of [undefined, '', 'null', '[1]', '{"mode":"later","seed":1.5,"workers":9}']) {
    expect(parseRunChoice(text, 4)).toEqual(first);
  }
});
