import type { ParamField } from '#contract/params.ts';
import { expect, test } from 'vitest';
import { chosenField } from './chosenField.ts';
import { formatParam } from './format.ts';
import { groupFields } from './inspector/groupFields.ts';

const field = (name: string, group?: string): ParamField => ({
  name,
  kind: 'choice',
  options: ['auto', 'one', 'two'],
  fallback: 'auto',
  meta: {
    title: name,
    description: 'Which.',
    labels: { auto: 'Automatic', one: 'The first' },
    ...(group !== undefined && { group }),
  },
});

test('what was chosen stands beside the value that left the choice to it', () => {
  const chosen = chosenField(field('which'), 'auto', 'one');
  expect(formatParam('auto', chosen)).toBe('The first · Automatic');
  expect(formatParam('one', chosen)).toBe('The first');
  expect(formatParam('auto', chosenField(field('which'), 'auto', 'two'))).toBe('two · Automatic');
});

test('rows are cut where the group changes, in the order of the spec', () => {
  const fields = [field('a'), field('b', 'More'), field('c', 'More'), field('d', 'Rest')];
  expect(groupFields(fields).map(({ title, fields: some }) => [title, some.length])).toEqual([
    [undefined, 1],
    ['More', 2],
    ['Rest', 1],
  ]);
});
