import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

const EVERYTHING = documentOf(
  {
    pattern: ['io/test-pattern', { duration: 0.1, width: 64, height: 36 }],
    tone: ['io/tone', { duration: 0.05 }],
    motion: ['video/motion'],
    level: ['audio/level'],
    picture: ['io/preview'],
    boxes: ['io/preview'],
    sound: ['io/preview'],
    values: ['io/values'],
    recorder: ['io/recorder'],
  },
  [
    'pattern.frame → motion.frame',
    'pattern.frame → picture.in',
    'motion.boxes → boxes.in',
    'tone.audio → level.audio',
    'tone.audio → sound.in',
    'level.level → values.value',
    'tone.audio → recorder.audio',
  ],
);

test('what comes out is written once, then compared; a difference ends with 1 and is named', async () => {
  using folder = scratchFolder();
  const expected = folder.at('expected');
  const run = (...more: string[]) =>
    millrace(['test', '-', '--expect', expected, ...more], { input: EVERYTHING });
  expect((await run()).exitCode).toBe(1);
  expect(await run('--update')).toMatchObject({ exitCode: 0 });
  expect(readdirSync(expected).toSorted()).toEqual([
    'boxes.in.csv',
    'picture.in',
    'recorder.audio.wav',
    'sound.in.wav',
    'values.csv',
  ]);
  expect(readdirSync(`${expected}/picture.in`)).toEqual(['00001.png', '00002.png', '00003.png']);
  expect(await run('--workers', '4')).toMatchObject({
    exitCode: 0,
    stdout: '7 files compared, 0 wrong.\n',
  });
  rmSync(`${expected}/picture.in/00002.png`);
  const values = readFileSync(`${expected}/values.csv`, 'utf8');
  writeFileSync(`${expected}/values.csv`, values.replace('0.010000,-1', '0.010000,-2'));
  const junit = folder.at('report.xml');
  const wrong = await run('--junit', junit);
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stdout).toContain("'picture.in/00002.png': it was written, but not expected.");
  expect(wrong.stdout).toContain("'values.csv': 1 of 6 lines differ; line 3 should be");
  expect(readFileSync(junit, 'utf8')).toContain('<testsuites tests="7" failures="2"');
});

test('a difference within the tolerance is none: pictures, sound and values', async () => {
  using folder = scratchFolder();
  const expected = folder.at('expected');
  const run = (...more: string[]) =>
    millrace(['test', '-', '--expect', expected, ...more], { input: EVERYTHING });
  await run('--update');
  // 0.01 dB makes a sample of at most 0.25 · 32768 steps differ by at most 9.4 of them.
  const changed = ['--param', 'tone.level=-12.01'];
  expect((await run(...changed)).exitCode).toBe(1);
  expect((await run(...changed, '--tolerance', '9')).stdout).toMatch(/sound.in.wav.*differ/);
  expect(await run(...changed, '--tolerance', '10')).toMatchObject({ exitCode: 0 });
});

test('a run that fails is no mismatch: it ends with its own code', async () => {
  using folder = scratchFolder();
  const feed = ['--source', 'tone=package.json'];
  const args = ['test', '-', '--expect', folder.path, ...feed];
  expect((await millrace(args, { input: EVERYTHING })).exitCode).toBe(65);
  expect((await millrace(['test', '-'], { input: EVERYTHING })).exitCode).toBe(64);
});
