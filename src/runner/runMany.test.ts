import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';
import { resultNames, sourceFiles } from './sourceFiles.ts';

const LOUDNESS = documentOf(
  { microphone: ['io/microphone'], level: ['audio/level'], values: ['io/values'] },
  ['microphone.audio → level.audio', 'level.level → values.value'],
);

test('many files run one after another; a broken one is told and the rest go on; what is done is skipped', async () => {
  using folder = scratchFolder();
  mkdirSync(folder.at('talks'));
  for (const name of ['a', 'c'])
    cpSync('public/media/goforward.wav', folder.at(`talks/${name}.wav`));
  writeFileSync(folder.at('talks/b.wav'), 'no sound');
  const run = (...more: string[]) => {
    const source = ['--source', `microphone=${folder.at('talks/*.wav')}`];
    const all = ['run', '-', ...source, '--out', folder.at('out'), '--json', ...more];
    return millrace(all, { input: LOUDNESS });
  };
  const first = await run('--jobs', '2');
  expect(first.exitCode).toBe(65);
  expect(first.stderr).toContain("b.wav': failed. Node 'microphone': Can't read this file.");
  expect(first.stderr).toContain('3 files: 2 done, 0 skipped, 1 failed.');
  expect(JSON.parse(first.stdout)).toMatchObject([
    { state: 'done', exitCode: 0 },
    { state: 'failed', exitCode: 65 },
    { state: 'done', exitCode: 0 },
  ]);
  expect(readdirSync(folder.at('out'))).toEqual(['a', 'b', 'c']);
  const [a, c] = ['a', 'c'].map((name) => readFileSync(folder.at(`out/${name}/values.csv`)));
  expect(a!.toString().split('\n').length).toBeGreaterThan(10);
  expect(a).toEqual(c);
  expect(readdirSync(folder.at('out/b'))).not.toContain('values.csv');

  cpSync('public/media/goforward.wav', folder.at('talks/b.wav'));
  const second = await run('--resume');
  expect(second).toMatchObject({ exitCode: 0 });
  expect(second.stderr).toContain('3 files: 1 done, 2 skipped, 0 failed.');
  const third = await run('--resume', '--param', 'level.window=100');
  expect(third.stderr).toContain('3 files: 3 done, 0 skipped, 0 failed.');
});

test('many files need a folder for their results, and a broken pipeline is told once', async () => {
  const source = ['--source', 'microphone=public/media/*.wav'];
  const input = { input: LOUDNESS };
  expect(await millrace(['run', '-', ...source], input)).toMatchObject({
    exitCode: 64,
    stderr: expect.stringContaining('--out folder'),
  });
  const wrong = ['--out', 'x', '--param', 'level.nothing=1'];
  const ended = await millrace(['run', '-', ...source, ...wrong], input);
  expect(ended.exitCode).toBe(64);
  expect(ended.stderr.trim().split('\n')).toHaveLength(1);
});

test('a folder and a pattern give their files in order, a file gives none', () => {
  using folder = scratchFolder();
  mkdirSync(folder.at('x/y'), { recursive: true });
  for (const name of ['b.wav', 'a.wav', 'a.mp4', 'x/y/d+.wav', '.hidden.wav']) {
    writeFileSync(folder.at(name), '');
  }
  const found = (path: string) => sourceFiles(folder.at(path));
  expect(sourceFiles(folder.path)).toEqual(['a.mp4', 'a.wav', 'b.wav'].map(folder.at));
  expect(found('*.wav')).toEqual(['a.wav', 'b.wav'].map(folder.at));
  expect(found('?.mp?')).toEqual(['a.mp4'].map(folder.at));
  expect(found('**/*.wav')).toEqual(['a.wav', 'b.wav', 'x/y/d+.wav'].map(folder.at));
  expect(found('x/*/d+.*')).toEqual(['x/y/d+.wav'].map(folder.at));
  expect(found('a.wav')).toBeUndefined();
  expect(found('none.wav')).toBeUndefined();
  expect(() => found('*.ogg')).toThrow('names no file');
});

test('results are named as shortly as tells them apart', () => {
  expect(resultNames(['c/a.wav', 'c/b.wav'])).toEqual(['a', 'b']);
  expect(resultNames(['c/a.wav', 'c/a.mp4'])).toEqual(['a.wav', 'a.mp4']);
  expect(resultNames(['c/a.wav', './d/a.wav'])).toEqual(['c-a.wav', 'd-a.wav']);
});
