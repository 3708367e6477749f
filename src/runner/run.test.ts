import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

const LOUDNESS = documentOf(
  {
    tone: ['io/tone', { duration: 0.1, level: -20 }],
    level: ['audio/level'],
    values: ['io/values'],
  },
  ['tone.audio → level.audio', 'level.level → values.value'],
);

const PATTERN = documentOf(
  {
    pattern: ['io/test-pattern', { duration: 0.2, width: 64, height: 36 }],
    grayscale: ['video/grayscale'],
    preview: ['io/preview'],
  },
  ['pattern.frame → grayscale.frame', 'grayscale.frame → preview.in'],
);

const WEBCAM = documentOf(
  { webcam: ['io/webcam'], grayscale: ['video/grayscale'], preview: ['io/preview'] },
  ['webcam.frame → grayscale.frame', 'grayscale.frame → preview.in'],
);

test('a sink writes its file into the folder named, and params change what is measured', async () => {
  using folder = scratchFolder();
  const param = ['--param', 'tone.level=-6'];
  const ended = await millrace(['run', '-', '--out', folder.at('a/b'), ...param], {
    input: LOUDNESS,
  });
  expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
  const rows = readFileSync(folder.at('a/b/values.csv'), 'utf8').trim().split('\n');
  expect(rows[0]).toBe('time,value');
  expect(rows).toHaveLength(11);
  // A sine of peak p dBFS has p − 10 · log10(2) dBFS RMS.
  expect(Number(rows.at(-1)!.split(',')[1])).toBeCloseTo(-6 - 10 * Math.log10(2), 1);
});

test('a sink writes to standard output, the report to a file, and nothing else is left', async () => {
  using folder = scratchFolder();
  const report = folder.at('report.json');
  const { exitCode, stdout } = await millrace(
    ['run', '-', '--sink', 'values=-', '--report', report, '--workers', '1', '--seed', '7'],
    { input: LOUDNESS },
  );
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')).toHaveLength(12);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    state: 'done',
    mode: 'batch',
    seed: 7,
    workers: 1,
    violations: [],
    leaks: { media: 0, buffers: 0 },
    files: [{ node: 'values', path: '-', bytes: stdout.length }],
  });
  expect(readdirSync(folder.path)).toEqual(['report.json']);
});

test('taps write a port as pictures, raw planes, sound and rows', async () => {
  using folder = scratchFolder();
  const taps = [
    ['--tap', `grayscale.frame=${folder.at('%03d.png')}`],
    ['--tap', `preview.in=${folder.at('grey.raw')}`],
  ];
  const ended = await millrace(['run', '-', ...taps.flat()], { input: PATTERN });
  expect(ended.exitCode).toBe(0);
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.png'))).toHaveLength(6);
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(6 * 64 * 36);
  const sound = [
    ['--tap', `tone.audio=${folder.at('tone.wav')}`],
    ['--tap', `level.level=${folder.at('level.jsonl')}`],
    ['--sink', `values=${folder.at('v.csv')}`],
  ];
  expect((await millrace(['run', '-', ...sound.flat()], { input: LOUDNESS })).exitCode).toBe(0);
  const wav = readFileSync(folder.at('tone.wav'));
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  expect(wav.readUInt32LE(24)).toBe(48_000);
  expect(wav).toHaveLength(58 + 4800 * 4);
  const samples = Array.from({ length: 4800 }, (_, i) => wav.readFloatLE(58 + i * 4));
  expect(Math.max(...samples)).toBeCloseTo(0.1, 4);
  const lines = readFileSync(folder.at('level.jsonl'), 'utf8').trim().split('\n');
  expect(JSON.parse(lines[1]!)).toMatchObject({ time: 0.01 });
});

test('taps write pictures and sound as films, and fingerprints that tell one chunk from another', async () => {
  using folder = scratchFolder();
  const film = ['--tap', `grayscale.frame=${folder.at('grey.webm')}`];
  const prints = ['--tap', `preview.in=${folder.at('grey.sha256')}`];
  expect(await millrace(['run', '-', ...film, ...prints], { input: PATTERN })).toMatchObject({
    exitCode: 0,
  });
  const lines = readFileSync(folder.at('grey.sha256'), 'utf8').trim().split('\n');
  expect(lines.map((line) => line.split(' ').slice(0, 2))).toEqual(
    [0, 33_333, 66_667, 100_000, 133_333, 166_667].map((time, i, all) => [
      String(time),
      String((all[i + 1] ?? 200_000) - time),
    ]),
  );
  expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(6);
  const feed = ['--source', `webcam=${folder.at('grey.webm')}`];
  const raw = ['--tap', `grayscale.frame=${folder.at('grey.raw')}`];
  expect((await millrace(['run', '-', ...feed, ...raw], { input: WEBCAM })).exitCode).toBe(0);
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(6 * 64 * 36);
  const sound = ['--tap', `tone.audio=${folder.at('tone.webm')}`, '--sink', 'values=-'];
  expect((await millrace(['run', '-', ...sound], { input: LOUDNESS })).exitCode).toBe(0);
  expect(readFileSync(folder.at('tone.webm')).toString('latin1')).toContain('A_OPUS');
});

test('a device is replaced by a file; the node keeps its name and its edges', async () => {
  using folder = scratchFolder();
  const feed = ['--source', 'webcam=public/media/pedestrians.webm'];
  const tap = ['--tap', `grayscale.frame=${folder.at('grey.raw')}`];
  const ended = await millrace(['run', '-', ...feed, ...tap], { input: WEBCAM });
  expect(ended).toMatchObject({ exitCode: 0 });
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(60 * 768 * 576);
});

test('a recording is written, and played again it has every frame', async () => {
  using folder = scratchFolder();
  const record = documentOf(
    {
      pattern: ['io/test-pattern', { duration: 0.5, width: 64, height: 48 }],
      tone: ['io/tone', { duration: 0.5 }],
      recorder: ['io/recorder'],
    },
    ['pattern.frame → recorder.video', 'tone.audio → recorder.audio'],
  );
  const clip = folder.at('clip.webm');
  const made = await millrace(['run', '-', '--sink', `recorder=${clip}`], { input: record });
  expect(made).toMatchObject({ exitCode: 0 });
  const tap = ['--tap', `grayscale.frame=${folder.at('grey.raw')}`];
  const feed = ['--source', `webcam=${clip}`];
  const ended = await millrace(['run', '-', ...feed, ...tap], { input: WEBCAM });
  expect(ended).toMatchObject({ exitCode: 0 });
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(15 * 64 * 48);
});

test('a device that is not fed ends with 69 and names node and need', async () => {
  const ended = await millrace(['run', '-'], { input: WEBCAM });
  expect(ended.exitCode).toBe(69);
  expect(ended.stderr).toContain("Node 'webcam' needs a camera");
  expect(ended.stderr).toContain('--source webcam=');
});

test('without the codec package a clip ends with 69 and what to install; sound without a codec plays', async () => {
  using folder = scratchFolder();
  mkdirSync(folder.at('public'));
  cpSync('dist-runner', folder.at('dist-runner'), { recursive: true });
  cpSync('package.json', folder.at('package.json'));
  symlinkSync(`${process.cwd()}/public/media`, folder.at('public/media'));
  const command = folder.at('dist-runner/millrace.js');
  const clip = ['--source', 'webcam=public/media/pedestrians.webm'];
  const without = await millrace(['run', '-', ...clip], { input: WEBCAM, command });
  expect(without.exitCode).toBe(69);
  expect(without.stderr).toContain("Node 'webcam': Can't decode the picture.");
  expect(without.stderr).toContain('npm install @napi-rs/webcodecs');
  const voice = ['--source', 'tone=public/media/goforward.wav', '--sink', 'values=-'];
  expect(await millrace(['run', '-', ...voice], { input: LOUDNESS, command })).toMatchObject({
    exitCode: 0,
  });
});

test('bad input ends with a sentence and leaves no file under its final name', async () => {
  using folder = scratchFolder();
  mkdirSync(folder.at('hollow'));
  writeFileSync(folder.at('empty.mp4'), '');
  writeFileSync(folder.at('noise.mp4'), Buffer.alloc(5000, 'noise'));
  const clip = readFileSync('public/media/pedestrians.webm');
  writeFileSync(folder.at('cut.webm'), clip.subarray(0, clip.length / 3));
  const raw = folder.at('grey.raw');
  const run = (source: string) =>
    millrace(['run', '-', '--source', `webcam=${source}`, '--tap', `preview.in=${raw}`], {
      input: WEBCAM,
    });
  const cases = [
    ['nowhere.mp4', 66, 'no such file'],
    [folder.at('hollow'), 66, 'names no file'],
    [folder.at('*.avi'), 66, 'names no file'],
    [folder.at('empty.mp4'), 65, 'is empty'],
    [folder.at('noise.mp4'), 65, "Can't read this file"],
    [folder.at('cut.webm'), 65, 'damaged'],
  ] as const;
  for (const [source, exitCode, words] of cases) {
    const ended = await run(source);
    expect(ended.stderr).toContain(words);
    expect(ended.exitCode).toBe(exitCode);
    expect(existsSync(raw)).toBe(false);
  }
});

test('a file is played at its own pace in live mode, and as fast as it goes in bounded mode', async () => {
  using folder = scratchFolder();
  const run = async (mode: string) => {
    const report = folder.at(`${mode}.json`);
    const feed = ['--source', 'tone=public/media/goforward.wav', '--sink', 'values=-'];
    const args = ['run', '-', ...feed, '--mode', mode, '--seed', '3', '--report', report];
    const ended = await millrace(args, { input: LOUDNESS });
    expect(ended).toMatchObject({ exitCode: 0 });
    return { ...(JSON.parse(readFileSync(report, 'utf8')) as Report), rows: ended.stdout };
  };
  interface Report {
    readonly mode: string;
    readonly seed: number;
    readonly elapsedMs: number;
  }
  const [live, bounded, batch] = [await run('live'), await run('bounded'), await run('batch')];
  expect(live).toMatchObject({ mode: 'live', seed: 3 });
  // The talk lasts 2.8 s.
  expect(live.elapsedMs).toBeGreaterThan(2500);
  expect(bounded.elapsedMs).toBeLessThan(2000);
  expect(bounded.rows.split('\n')[0]).toBe(batch.rows.split('\n')[0]);
});

test('an output that cannot be written ends with 73', async () => {
  for (const path of ['/dev/null/values.csv', '/proc/nothing/values.csv']) {
    const ended = await millrace(['run', '-', '--sink', `values=${path}`], { input: LOUDNESS });
    expect(ended).toMatchObject({ exitCode: 73, stderr: expect.stringContaining(path) });
  }
});

test('a disk that takes no more ends with 73, says so, and leaves nothing', async () => {
  using folder = scratchFolder();
  writeFileSync(folder.at('tone.json'), LOUDNESS);
  mkdirSync(folder.at('out'));
  const run = `node dist-runner/millrace.js run ${folder.at('tone.json')} --param tone.duration=60`;
  const shell = async (script: string) => {
    const ended = await promisify(execFile)('bash', ['-c', `${script}; echo "ended with $?" >&2`]);
    return ended.stderr;
  };
  // The limit on a file's length acts like the end of a disk: a write is cut short, the next is refused.
  const raw = `--sink values=${folder.at('out/v.csv')} --tap tone.audio=${folder.at('out/tone.raw')}`;
  const limited = await shell(`trap '' XFSZ; ulimit -f 64; ${run} ${raw}`);
  expect(limited).toContain("out/tone.raw' can't be written: it would be larger than is allowed");
  expect(limited).toContain('ended with 73');
  expect(readdirSync(folder.at('out')).filter((name) => !name.endsWith('.part'))).toEqual([]);
  const full = await shell(`${run} --sink values=- > /dev/full`);
  expect(full).toContain("'standard output' can't be written: the disk is full.");
  expect(full).toContain('ended with 73');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends an endless run with %i; what was made is whole', async (signal, exitCode) => {
  using folder = scratchFolder();
  const values = folder.at('values.csv');
  const endless = ['--mode', 'live', '--param', 'tone.duration=0', '--sink', `values=${values}`];
  let sent = false;
  const ended = await millrace(['run', '-', ...endless], {
    input: LOUDNESS,
    onError: (text, kill) => {
      if (sent || !text.includes('live mode')) return;
      sent = true;
      kill(signal);
    },
  });
  expect(ended.exitCode).toBe(exitCode);
  expect(readFileSync(values, 'utf8')).toMatch(/^time,value\n(?:.+\n)*$/);
  expect(readdirSync(folder.path)).toEqual(['values.csv']);
});

test('a reader that leaves early ends the run, and that is no failure', async () => {
  using folder = scratchFolder();
  writeFileSync(folder.at('long.json'), LOUDNESS);
  const run = `run ${folder.at('long.json')} --param tone.duration=3600 --sink values=-`;
  const shell = `node dist-runner/millrace.js ${run} | head -1; echo "ended with \${PIPESTATUS[0]}"`;
  const ended = await promisify(execFile)('bash', ['-c', shell], { timeout: 20_000 });
  expect(ended.stdout).toBe('time,value\nended with 0\n');
  expect(ended.stderr).toContain('The run is cancelled');
});

test('misuse ends with 64 and says what is wrong', async () => {
  const cases = [
    [['run'], 'Name the pipeline'],
    [['run', '-'], '--out folder'],
    [['run', '-', '--mode', 'fast'], "'fast'"],
    [['run', '-', '--out', 'x', '--param', 'tone.pitch=3'], "no param 'pitch'"],
    [['run', '-', '--out', 'x', '--param', 'tone.waveform=square'], 'sine, sweep, noise'],
    [['run', '-', '--out', 'x', '--source', 'level=a.wav'], "'level' is no source"],
    [['run', '-', '--out', 'x', '--tap', 'level.level=a.png'], '.csv, .jsonl, .raw'],
    [['run', '-', '--frobnicate'], 'frobnicate'],
    [['frobnicate'], 'no command'],
  ] as const;
  for (const [args, words] of cases) {
    const ended = await millrace(args, { input: LOUDNESS });
    expect(ended.stderr).toContain(words);
    expect(ended.exitCode).toBe(64);
  }
});

test('a batch run that would never end, and a param beyond its limits, end with 65', async () => {
  const out = ['--sink', 'values=-'];
  const endless = await millrace(['run', '-', '--param', 'tone.duration=0', ...out], {
    input: LOUDNESS,
  });
  expect(endless).toMatchObject({ exitCode: 65, stdout: '' });
  expect(endless.stderr).toContain('never ends');
  const loud = await millrace(['run', '-', '--param', 'tone.level=3', ...out], { input: LOUDNESS });
  expect(loud).toMatchObject({ exitCode: 65, stdout: '' });
});
