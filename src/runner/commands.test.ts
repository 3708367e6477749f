import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { specs } from '#catalog/catalog.ts';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

test('every command explains itself, with an example', async () => {
  const overview = await millrace(['--help']);
  expect(overview.exitCode).toBe(0);
  const names = [...overview.stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!);
  expect(names).toContain('run');
  for (const name of names) {
    const { exitCode, stdout } = await millrace([name, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Usage: millrace ${name}`));
    expect(stdout).toMatch(/Examples?:\n {2}millrace/);
  }
  expect((await millrace([])).exitCode).toBe(64);
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect((await millrace(['--version'])).stdout).toBe(`${version}\n`);
});

test('the schema and the operators are those of the catalog', async () => {
  const schema = await millrace(['schema']);
  expect(schema.stdout).toBe(readFileSync('public/schema/pipeline.v1.json', 'utf8'));
  const operators = await millrace(['operators', '--json']);
  const listed = JSON.parse(operators.stdout) as readonly { readonly id: string }[];
  expect(listed.map(({ id }) => id)).toEqual(specs.map(({ id }) => id));
  const one = await millrace(['operators', 'video/blur']);
  expect(one.stdout).toContain('radius: 0 to 50 px');
});

test('an example becomes a file that is valid, and is not written over', async () => {
  using folder = scratchFolder();
  const path = folder.at('motion.json');
  expect((await millrace(['new'])).stdout).toContain('motion');
  expect((await millrace(['new', 'motion', path])).exitCode).toBe(0);
  expect(readFileSync(path)).toEqual(readFileSync('public/examples/motion.json'));
  expect((await millrace(['new', 'motion', path])).exitCode).toBe(73);
  expect(await millrace(['validate', path])).toMatchObject({
    exitCode: 0,
    stdout: `'${path}' is in order.\n`,
  });
});

test('a broken document gives all of its problems with their places', async () => {
  using folder = scratchFolder();
  const text = readFileSync('public/examples/mix.json', 'utf8');
  writeFileSync(
    folder.at('broken.json'),
    text.replace('"radius": 6', '"radius": 600').replace('blend.b', 'blend.x'),
  );
  const ended = await millrace(['validate', folder.at('broken.json'), '--json']);
  expect(ended.exitCode).toBe(65);
  const [{ problems }] = JSON.parse(ended.stdout) as [{ problems: readonly { where: string }[] }];
  expect(problems.map(({ where }) => where)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('radius'),
      expect.stringContaining('/edges/3'),
    ]),
  );
  expect((await millrace(['validate', folder.at('nowhere.json')])).exitCode).toBe(66);
  expect((await millrace(['run', folder.at('broken.json')])).exitCode).toBe(65);
});

test('the plan of two sources that join has a task for each, and queues where they meet', async () => {
  const path = 'src/operators/video/blend/example.json';
  const { stdout, exitCode } = await millrace(['inspect', path, '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: [{ nodes: ['pattern'] }, { nodes: ['gradient'] }, { nodes: ['blend', 'preview'] }],
    edges: [
      { id: 'pattern.frame→blend.a', queue: { overflow: 'block', capacity: 3 } },
      { id: 'gradient.frame→blend.b', queue: { overflow: 'block', capacity: 3 } },
      { id: 'blend.frame→preview.in', link: 'fused' },
    ],
  });
  const words = await millrace(['inspect', path, '--mode', 'live']);
  expect(words.stdout).toContain('blend → preview');
});

test('the latency of an end is that of its way, operators and queues', async () => {
  // The limiter looks 5 ms ahead, no more and no less.
  const path = 'src/operators/audio/limiter/example.json';
  const { stdout } = await millrace(['inspect', path]);
  expect(stdout).toContain('preview: at least 5.0 ms, by tone → limiter → preview; at most 5.0 ms');
  const facts = await millrace(['inspect', path, '--json']);
  expect(JSON.parse(facts.stdout)).toMatchObject({
    latency: [{ node: 'preview', microseconds: { min: 5000, max: 5000 } }],
  });
});

test('what went wrong is also there for machines', async () => {
  const ended = await millrace(['run', 'nowhere.json', '--json']);
  expect(ended.exitCode).toBe(66);
  expect(JSON.parse(ended.stdout)).toEqual({ exitCode: 66, errors: [ended.stderr.trim()] });
});

test('bash completes commands, options, modes, operators and files', async () => {
  const { stdout: script } = await millrace(['completion', 'bash']);
  const completed = async (...words: readonly string[]): Promise<readonly string[]> => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _millrace; printf '%s\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', `${script}\n${ask}`]);
    return stdout.trim().split('\n');
  };
  expect(await completed('millrace', 'in')).toEqual(['inspect']);
  expect(await completed('millrace', 'run', '--re')).toEqual(['--report', '--resume']);
  expect(await completed('millrace', 'run', 'x.json', '--mode', 'b')).toEqual(['batch', 'bounded']);
  expect(await completed('millrace', 'operators', 'video/bl')).toEqual([
    'video/blend',
    'video/blur',
  ]);
  expect(await completed('millrace', 'validate', 'tsconfig.b')).toEqual(['tsconfig.base.json']);
  expect((await millrace(['completion', 'csh'])).exitCode).toBe(64);
});

test('every shell is told every option of every command', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await millrace(['completion', shell]);
    for (const word of ['allow-net', 'tolerance', 'json', 'bounded', 'video/canny']) {
      expect(stdout).toContain(word);
    }
  }
});

test('a device that the command line does not have is told before a run, with what to do', async () => {
  const { stdout, exitCode } = await millrace(['validate', 'src/operators/io/webcam/example.json']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /Webcam needs a camera, which the command line does not have\. Feed it from a file: --source \w+=path\./,
  );
});

test('what can not flow is refused before anything starts, with the field and both sides', async () => {
  using folder = scratchFolder();
  const path = folder.at('rates.json');
  const text = readFileSync('src/operators/audio/mixer/example.json', 'utf8');
  expect(text).toContain('"sampleRate": 48000');
  writeFileSync(path, text.replace('"sampleRate": 48000', '"sampleRate": 44100'));
  for (const command of ['validate', 'run']) {
    const { exitCode, stdout, stderr } = await millrace([command, path]);
    expect(exitCode).toBe(65);
    expect(stdout + stderr).toMatch(/Sample rate: .+ offers 48000 Hz, Mixer · b needs 44100 Hz\./);
    expect(stdout + stderr).toContain(
      ' Put Resample with sampleRate=44100 between high.audio and mixer.b.',
    );
  }
  const refused = await millrace(['inspect', path]);
  expect(refused.stdout).toMatch(
    /mixer: Sample rate: .+ Mixer · b needs 44100 Hz\. Put Resample with sampleRate=44100 between high\.audio and mixer\.b\./,
  );
  writeFileSync(path, text);
  const fitting = await millrace(['inspect', path]);
  expect(fitting.stdout).toContain('low.audio→mixer.a (audio/pcm, 48000 Hz, mono): ');
  expect(fitting.stdout).toContain('mixer.audio→preview.in (audio/pcm, 48000 Hz): ');
});

test('what another type would take is named where a document is read, too', async () => {
  const input = documentOf({ tone: ['io/tone', { duration: 1 }], values: ['io/values'] }, [
    'tone.audio → values.value',
  ]);
  for (const command of ['validate', 'run', 'inspect']) {
    const { exitCode, stdout, stderr } = await millrace([command, '-'], { input });
    expect(exitCode).toBe(65);
    expect(stdout + stderr).toContain(
      ' Put Level between tone.audio and values.value; or Loudness or Pitch.',
    );
  }
});
