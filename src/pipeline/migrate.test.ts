import { expect, test } from 'vitest';
import { migrate, type Migrations } from './migrate.ts';

const steps: Migrations = new Map([
  [1, (document) => ({ ...document, name: document['title'] })],
  [2, ({ title: _, ...document }) => document],
]);

test('a document is lifted one version at a time, in order', () => {
  expect(migrate({ version: 1, title: 'x' }, steps, 3)).toEqual({ version: 3, name: 'x' });
  expect(migrate({ version: 2, title: 'x', name: 'y' }, steps, 3)).toEqual({
    version: 3,
    name: 'y',
  });
});

test('a current document is the same object, and is not changed by being read', () => {
  const document = Object.freeze({ version: 1, title: 'x' });
  expect(migrate(document)).toBe(document);
  migrate(document, steps, 3);
  expect(document).toEqual({ version: 1, title: 'x' });
});

test.each([0, 2, 4, 1.5, '1', null, undefined])('version %s has no way to version 1', (version) => {
  expect(migrate({ version })).toBeUndefined();
});
