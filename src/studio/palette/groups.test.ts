import { ANY_TYPE, defineSpec, type Port } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { groupsOf } from './groups.ts';

const effects = Array.from({ length: 7 }, (_, i) => audioSpec(`audio/effect-${i}`, 'audio/pcm'));
const meters = Array.from({ length: 6 }, (_, i) => audioSpec(`audio/meter-${i}`, 'value/number'));

test('a category that is seen at once is one list', () => {
  const twelve = [...effects, ...meters].slice(0, 12);
  expect(groupsOf(twelve)).toEqual([{ specs: twelve }]);
});

test('a long category tells what changes a stream from what finds something out about it', () => {
  const mixed = [...meters.slice(0, 3), ...effects, ...meters.slice(3)];
  expect(groupsOf(mixed)).toEqual([
    { title: 'Effects', specs: effects },
    { title: 'Analysis', specs: meters },
  ]);
});

test('a long category of one sort stays one list', () => {
  const same = [...effects, ...effects];
  expect(groupsOf(same)).toEqual([{ specs: same }]);
});

test('speech and text have a group of their own', () => {
  const speech = audioSpec('speech/one', 'text/transcript');
  expect(groupsOf([speech, ...effects, ...meters])).toEqual([
    { title: 'Effects', specs: effects },
    { title: 'Analysis', specs: meters },
    { title: 'Speech and text', specs: [speech] },
  ]);
});

test('a long category whose operators take any stream stays one list', () => {
  const mixed = [...effects, ...meters, audioSpec('flow/any', 'value/number', ANY_TYPE)];
  expect(groupsOf(mixed)).toEqual([{ specs: mixed }]);
});

function audioSpec(
  id: string,
  gives: 'audio/pcm' | 'value/number' | 'text/transcript',
  takes: Port['type'] = 'audio/pcm',
) {
  return defineSpec({
    id,
    title: id,
    doc: 'For this test.',
    category: 'audio',
    glyph: 'M2 8h12',
    inputs: { audio: { type: takes, doc: 'Sound.' } },
    outputs: { out: { type: gives, doc: 'What comes of it.' } },
    params: z.strictObject({}),
  });
}
