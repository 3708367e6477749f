import { emptyPipeline } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { expect, test } from 'vitest';
import { checksumOf, type Generation, newestValid } from './generation.ts';

const nothing = () => undefined;

function generation(seq: number, name: string): Generation {
  const text = printPipeline({ ...emptyPipeline, name }, nothing);
  return { document: 'a', seq, savedAt: seq * 1000, text, checksum: checksumOf(text) };
}

test('the checksum is FNV-1a: its published vectors hold', () => {
  // Landon Curt Noll, FNV test vectors, 32 bit FNV-1a.
  expect(checksumOf('')).toBe(0x811c9dc5);
  expect(checksumOf('a')).toBe(0xe40c292c);
  expect(checksumOf('foobar')).toBe(0xbf9cf968);
});

test('the newest generation is restored, in whatever order they come', () => {
  const found = newestValid([generation(2, 'b'), generation(3, 'c'), generation(1, 'a')], nothing);
  expect(found.pipeline?.name).toBe('c');
  expect(found.savedAt).toBe(3000);
});

test('a torn generation is skipped and named, and the one before it is restored', () => {
  const whole = generation(2, 'b');
  const torn = { ...generation(3, 'c'), text: generation(3, 'c').text.slice(0, 40) };
  const found = newestValid([whole, torn], nothing);
  expect(found.pipeline?.name).toBe('b');
  expect(found.damaged).toEqual([torn]);
});

test('text that is whole but no pipeline is skipped too', () => {
  const text = '{"format": "something.else"}';
  const alien: Generation = { ...generation(9, 'x'), text, checksum: checksumOf(text) };
  expect(newestValid([alien, generation(1, 'a')], nothing).pipeline?.name).toBe('a');
});

test('where nothing can be read, nothing is restored', () => {
  expect(newestValid([], nothing).pipeline).toBeUndefined();
  expect(newestValid([{ ...generation(1, 'a'), checksum: 1 }], nothing).pipeline).toBeUndefined();
});
