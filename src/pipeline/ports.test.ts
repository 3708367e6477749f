import { defineSpec } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { shownPorts } from './ports.ts';

const spec = defineSpec({
  id: 'test/sum',
  title: 'Sum',
  doc: 'For tests.',
  category: 'flow',
  glyph: '',
  params: z.strictObject({}),
  inputs: {
    a: { type: 'value/number', doc: 'In.', optional: true },
    b: { type: 'value/number', doc: 'In.', optional: true, after: 'a' },
    c: { type: 'value/number', doc: 'In.', optional: true, after: 'b' },
    d: { type: 'value/number', doc: 'In.', optional: true, after: 'c' },
  },
  outputs: { sum: { type: 'value/number', doc: 'Out.' } },
});

test.each([
  ['', 'a'],
  ['a', 'a b'],
  ['a b c', 'a b c d'],
  ['b', 'a b c'],
  ['a d', 'a b d'],
])('with edges at ‘%s’ the inputs ‘%s’ are shown', (wired, shown) => {
  expect(shownPorts(spec, 'in', new Set(wired.split(' '))).join(' ')).toBe(shown);
  expect(shownPorts(spec, 'out', new Set())).toEqual(['sum']);
});
