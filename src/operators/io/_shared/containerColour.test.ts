import { expect, test } from 'vitest';
import { containerColour } from './containerColour.ts';

test('what the container says wins, and what it leaves out is limited range by the number of lines', () => {
  expect(containerColour({ matrix: 'smpte170m', fullRange: true }, 1080)).toEqual({
    matrix: 'bt601',
    range: 'full',
  });
  expect(containerColour({ matrix: 'bt709', fullRange: false }, 480)).toEqual({
    matrix: 'bt709',
    range: 'limited',
  });
  expect(containerColour({}, 576)).toEqual({ matrix: 'bt601', range: 'limited' });
  expect(containerColour({ matrix: null }, 577)).toEqual({ matrix: 'bt709', range: 'limited' });
});
