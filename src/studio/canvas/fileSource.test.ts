import { fileParam } from '#contract/params.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { accepts, fileSourceFor, typeOfFile } from './fileSource.ts';

function opener(id: string, accept: string): OperatorSpec {
  return defineSpec({
    id,
    title: id,
    doc: 'Opens.',
    category: 'sources',
    glyph: 'M2 2',
    inputs: {},
    outputs: { frame: { type: 'video/raw', doc: 'Pictures.' } },
    params: z.object({
      clip: fileParam
        .default({})
        .meta({ title: 'File', description: 'Which.', control: 'file', accept }),
    }),
  });
}
const specs = [opener('io/film', 'video/*,audio/*,.mkv'), opener('io/photo', 'image/*')];
const file = (name: string, type = '') => ({ name, type });

test('a file is opened by the source whose picker would offer it', () => {
  expect(fileSourceFor(specs, file('a.webm', 'video/webm'))?.spec.id).toBe('io/film');
  expect(fileSourceFor(specs, file('a.png', 'image/png'))).toMatchObject({
    spec: { id: 'io/photo' },
    param: 'clip',
  });
  expect(fileSourceFor(specs, file('notes.txt', 'text/plain'))).toBeUndefined();
});

test('a file without a type is known by its ending, in any case', () => {
  expect(typeOfFile(file('IMG_2041.MOV'))).toBe('video/quicktime');
  expect(fileSourceFor(specs, file('talk.WAV'))?.spec.id).toBe('io/film');
  expect(typeOfFile(file('README'))).toBe('');
});

test('accept takes endings, whole types and families of types', () => {
  expect(accepts('.mkv', file('a.MKV'))).toBe(true);
  expect(accepts('video/mp4', file('a.mp4', 'video/mp4'))).toBe(true);
  expect(accepts('video/mp4', file('a.webm', 'video/webm'))).toBe(false);
  expect(accepts('image/*', file('a.jpg', 'image/jpeg'))).toBe(true);
  expect(accepts('', file('a.jpg', 'image/jpeg'))).toBe(false);
});
