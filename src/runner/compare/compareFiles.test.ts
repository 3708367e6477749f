import { frameOver } from '#stream/frames.ts';
import { pngOf } from '#runner/tap/png.ts';
import { expect, test } from 'vitest';
import { readPng } from './readPng.ts';
import { compareFiles } from './compareFiles.ts';

/** Made with Python's struct and zlib: one row for each filter, in order. */
const FILTERED =
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAAFCAAAAAClGgl+AAAAGklEQVR4nGPgEtFg5OISYWJgYGBmZeViAdIAB8sAjSurRPoAAAAASUVORK5CYII=';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A 4 × 2 RGBA picture whose samples count up from `first`. */
function picture(first: number) {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => first + i);
  return frameOver(bytes, 'RGBA', 4, 2, { matrix: 'bt709', range: 'full' });
}

test('a picture read back has the pixels that were written', async () => {
  const { width, height, channels, data } = readPng(await pngOf(picture(7)));
  expect([width, height, channels]).toEqual([4, 2, 4]);
  expect([...data]).toEqual(Array.from({ length: 32 }, (_, i) => 7 + i));
});

test('every filter of PNG is undone, as an encoder of its own wrote it', () => {
  const file = Buffer.from(FILTERED, 'base64');
  const { width, height, channels, data } = readPng(file);
  expect([width, height, channels]).toEqual([3, 5, 1]);
  expect([...data]).toEqual(Array.from({ length: 5 }, () => [10, 20, 40]).flat());
});

test('pictures may differ by so many levels', async () => {
  const [before, now] = [await pngOf(picture(7)), await pngOf(picture(9))];
  expect(compareFiles('a.png', before, now, 2)).toBeUndefined();
  expect(compareFiles('a.png', before, now, 1)).toBe('32 of 32 samples differ, by up to 2 of 255');
});

test('numbers in rows may be apart, words may not', () => {
  const before = bytes('time,value\n0.1,5\n0.2,-1.5e-3\n');
  expect(compareFiles('a.csv', before, bytes('time,value\n0.1,5.1\n0.2,-1e-3\n'), 0.2)).toBe(
    undefined,
  );
  expect(compareFiles('a.csv', before, bytes('time,value\n0.1,5.3\n0.2,0\n'), 0.2)).toBe(
    "1 of 3 lines differ; line 2 should be '0.1,5', got '0.1,5.3'",
  );
  expect(compareFiles('a.csv', before, bytes('time,other\n0.1,5\n0.2,0\n'), 9)).toContain('line 1');
  expect(compareFiles('a.csv', before, bytes('time,value\n'), 9)).toBe('3 lines expected, got 1');
});

test('files of no known kind are the same or not', () => {
  expect(compareFiles('a.raw', bytes('abc'), bytes('abc'), 0)).toBeUndefined();
  expect(compareFiles('a.raw', bytes('abc'), bytes('abd'), 9)).toBe('the bytes differ from 2 on');
  expect(compareFiles('a.raw', bytes('abc'), bytes('abcd'), 9)).toBe(
    'the bytes differ from 3 on; 3 bytes expected, got 4',
  );
});
