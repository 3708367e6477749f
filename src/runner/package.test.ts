import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

const call = promisify(execFile);
const TARBALL = 'millrace-0.1.0.tgz';
const folder = scratchFolder();

/** Packs the command and installs it into an empty folder, without the codecs, which come from a registry. */
beforeAll(async () => {
  // The command was built before these tests; building it again would take it from under the others.
  await call('npm', ['pack', '--ignore-scripts', '--pack-destination', folder.path]);
  mkdirSync(folder.at('app'));
  writeFileSync(folder.at('app/package.json'), '{ "private": true, "type": "module" }');
  const install = ['install', `../${TARBALL}`, '--omit=optional', '--offline', '--no-audit'];
  await call('npm', install, { cwd: folder.at('app') });
}, 60_000);

afterAll(() => folder[Symbol.dispose]());

test('the packed command needs no other package', () => {
  const installed = readdirSync(folder.at('app/node_modules'));
  expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['millrace']);
});

test('installed in an empty folder it lists, makes and runs a pipeline, by npx too', async () => {
  const cwd = folder.at('app');
  const settings = { cwd, command: `${cwd}/node_modules/millrace/dist-runner/millrace.js` };
  expect((await millrace(['new', 'voice', 'voice.json'], settings)).exitCode).toBe(0);
  const tap = ['--tap', 'loudness.in=loudness.csv'];
  expect(await millrace(['run', 'voice.json', ...tap], settings)).toMatchObject({ exitCode: 0 });
  const entry = await call('npx', ['--offline', 'millrace', '--version'], { cwd });
  expect(entry.stdout).toBe('0.1.0\n');
});

test('installed for the whole machine it is a command', async () => {
  const prefix = folder.at('machine');
  const install = ['install', '--global', folder.at(TARBALL), '--prefix', prefix];
  await call('npm', [...install, '--omit=optional', '--offline', '--no-audit']);
  const { stdout } = await call(`${prefix}/bin/millrace`, ['operators', 'video/blur']);
  expect(stdout).toContain('Gaussian blur');
}, 60_000);

const CONSUMER = `
import { PipelineError, runPipeline, type RunPipelineReport } from 'millrace';

const document = {
  format: 'millrace.pipeline',
  version: 1,
  name: 'Loudness',
  nodes: [
    { id: 'tone', operator: 'io/tone', operatorVersion: 1, at: [0, 0], params: { duration: 0.2 } },
    { id: 'level', operator: 'audio/level', operatorVersion: 1, at: [0, 0], params: {} },
    { id: 'values', operator: 'io/values', operatorVersion: 1, at: [0, 0], params: {} },
  ],
  edges: [
    { from: 'tone.audio', to: 'level.audio' },
    { from: 'level.level', to: 'values.value' },
  ],
};
let seen = 0;
const report: RunPipelineReport = await runPipeline(document, {
  param: { 'tone.level': -20 },
  sink: { values: 'values.csv' },
  workers: 1,
  seed: 4,
  onProgress: ({ elapsedMs }) => void (seen = elapsedMs),
});
const refused: unknown = await runPipeline('nowhere.json').catch((error: unknown) => error);
const exitCode: number = refused instanceof PipelineError ? refused.exitCode : 0;
const stop = AbortSignal.timeout(500);
const endless = await runPipeline(document, {
  param: { 'tone.duration': 0 },
  mode: 'live',
  out: 'live',
  signal: stop,
});
console.log(JSON.stringify({ report, exitCode, seen, state: endless.state }));
`;

test('as a library it has types, runs a document, and says what is wrong', async () => {
  const cwd = folder.at('app');
  writeFileSync(`${cwd}/consumer.ts`, CONSUMER);
  const compile =
    '--ignoreConfig --strict --target es2023 --module nodenext --lib es2023,dom --types';
  const tsc = resolve('node_modules/typescript/bin/tsc');
  await call(process.execPath, [tsc, 'consumer.ts', ...compile.split(' '), ''], { cwd });
  const { stdout } = await call(process.execPath, ['consumer.js'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    report: { pipeline: 'Loudness', mode: 'batch', seed: 4, workers: 1, state: 'done' },
    exitCode: 66,
    seen: expect.any(Number),
    state: 'cancelled',
  });
  expect(readFileSync(`${cwd}/values.csv`, 'utf8').split('\n').length).toBeGreaterThan(10);
  expect(readdirSync(`${cwd}/live`)).toEqual(['values.csv']);
});

test('the types refuse what is no pipeline', async () => {
  const cwd = folder.at('app');
  writeFileSync(
    `${cwd}/wrong.ts`,
    "import { runPipeline } from 'millrace';\nawait runPipeline(3);\n",
  );
  const compile = '--ignoreConfig --strict --noEmit --target es2023 --module nodenext --types';
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const wrong = call(process.execPath, [tsc, 'wrong.ts', ...compile.split(' '), ''], { cwd });
  await expect(wrong).rejects.toMatchObject({ stdout: expect.stringContaining('TS2345') });
});
