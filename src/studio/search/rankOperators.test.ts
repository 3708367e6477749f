import { type Category, defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nearestOperator, rankOperators, typingErrors } from './rankOperators.ts';

function operator(
  title: string,
  category: Category,
  keywords: readonly string[] = [],
): OperatorSpec {
  return defineSpec({
    id: `${category}/${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    doc: 'Does it.',
    category,
    glyph: 'M2 2',
    keywords,
    inputs: {},
    outputs: {},
    params: z.object({}),
  });
}

const specs = [
  operator('Webcam', 'sources', ['camera', 'device']),
  operator('Gaussian blur', 'video', ['smooth', 'soften']),
  operator('Threshold', 'video', ['binary']),
  operator('Blend', 'video', ['mix']),
  operator('Gain', 'audio', ['volume']),
];
const found = (query: string, recent: readonly string[] = []): readonly string[] =>
  rankOperators(specs, query, recent).map(({ title }) => title);

test('a title that begins with the query comes before one that has it inside', () => {
  expect(found('bl')).toEqual(['Blend', 'Gaussian blur']);
});

test('operators are found by keyword and by category', () => {
  expect(found('volume')).toEqual(['Gain']);
  expect(found('audio')).toEqual(['Gain']);
});

test('letters in order are enough', () => {
  expect(found('thld')).toEqual(['Threshold']);
});

test('every word must be found', () => {
  expect(found('video blur')).toEqual(['Gaussian blur']);
  expect(found('audio blur')).toEqual([]);
});

test('without a query the ones used lately come first, then all in their order', () => {
  expect(found('', ['audio/gain', 'video/blend'])).toEqual([
    'Gain',
    'Blend',
    'Webcam',
    'Gaussian blur',
    'Threshold',
  ]);
});

test('a misspelt query has a nearest operator', () => {
  expect(nearestOperator(specs, 'treshhold')?.title).toBe('Threshold');
  expect(nearestOperator(specs, 'bluur')?.title).toBe('Gaussian blur');
});

test('typing errors are counted as Levenshtein did', () => {
  expect(typingErrors('kitten', 'sitting')).toBe(3);
  expect(typingErrors('', 'abc')).toBe(3);
  expect(typingErrors('same', 'same')).toBe(0);
});
