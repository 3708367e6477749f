import { findPhrases } from '#operators/speech/_shared/phrases.ts';
import type { Transcript } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { numbersFrom } from '#testing/sound.ts';
import { saidAt } from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

test('phrases are found whole, the longest first, whatever their marks', () => {
  const words = 'Go forward, thirty-three steps; go forward fast'.split(' ');
  expect(findPhrases(words, ['go forward', 'thirty three', 'go forward fast', 'step'])).toEqual([
    { phrase: 0, first: 0, end: 2 },
    { phrase: 1, first: 2, end: 3 },
    { phrase: 2, first: 4, end: 7 },
  ]);
  expect(findPhrases([], ['go'])).toEqual([]);
});

test('words are marked and counted, and a word that is revised counts no more', async () => {
  const { emitted } = await runKernel(kernel, {
    params: spec.params.parse({ words: 'ten' }),
    inputs: [
      saidAt('go ten', 0, { final: false }),
      saidAt('go tent in', 0, { final: false }),
      saidAt('go then ten', 0),
      saidAt('ten ten', 4, { id: 1 }),
    ],
  });
  expect(numbersFrom(emitted, 'matches')).toEqual([
    { time: 1_000_000, value: 1 },
    { time: 1_500_000, value: 0 },
    { time: 1_900_000, value: 1 },
    { time: 5_400_000, value: 3 },
  ]);
  const marked = emitted
    .filter(({ port }) => port === 'transcript')
    .map(({ chunk }) => (chunk.payload as Transcript).words.map((word) => word.marked === true));
  expect(marked).toEqual([
    [false, true],
    [false, false, false],
    [false, false, true],
    [true, true],
  ]);
});
