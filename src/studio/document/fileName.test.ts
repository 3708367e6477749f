import { expect, test } from 'vitest';
import { fileNameOf } from './download.ts';

test('a file name holds letters and digits of the name, whatever the language', () => {
  expect(fileNameOf('Edges of the camera')).toBe('edges-of-the-camera.millrace.json');
  expect(fileNameOf('Café: 50 % / Größe')).toBe('cafe-50-große.millrace.json');
  expect(fileNameOf('動き')).toBe('動き.millrace.json');
});

test('a name without letters or digits, or with a path in it, still is one plain name', () => {
  expect(fileNameOf('…')).toBe('untitled.millrace.json');
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd.millrace.json');
});
