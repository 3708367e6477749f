import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { documentOf } from '#testing/documents.ts';
import { scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

/**
 * A disk of 64 KiB, where this machine lets anybody mount one in a name space of their own; else a limit on the
 * length of files, which ends them as a full disk does: a write is cut short, the next one is refused.
 */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const REFUSED = canMount ? 'the disk is full' : 'it would be larger than is allowed here';

const NOISE = documentOf(
  {
    pattern: ['io/test-pattern', { pattern: 'noise', duration: 1, width: 160, height: 90 }],
    picture: ['io/preview'],
    tone: ['io/tone', { duration: 30, waveform: 'noise' }],
    level: ['audio/level'],
    loudness: ['io/preview'],
  },
  ['pattern.frame → picture.in', 'tone.audio → level.audio', 'level.level → loudness.in'],
);
const TABLE = documentOf(
  {
    tone: ['io/tone', { duration: 30, waveform: 'noise' }],
    level: ['audio/level'],
    values: ['io/values'],
  },
  ['tone.audio → level.audio', 'level.level → values.value'],
);
const RECORDING = documentOf(
  { tone: ['io/tone', { duration: 30, waveform: 'noise' }], recorder: ['io/recorder'] },
  ['tone.audio → recorder.audio'],
);

/** What is said to the shell first. */
function smallDisk(full: string): string {
  return canMount ? `mount -t tmpfs -o size=64k none '${full}'` : "trap '' XFSZ; ulimit -f 64";
}

/** Runs a pipeline whose results in `full` find no room. */
async function run(document: string, full: string, options: string, limit = smallDisk(full)) {
  using folder = scratchFolder();
  writeFileSync(folder.at('it.json'), document);
  const call = `node dist-runner/millrace.js run '${folder.at('it.json')}' ${options}`;
  // What was left is seen only in there.
  const script = `${limit}; ${call}; echo "ended with $?" >&2; ls -A '${full}'`;
  const shell = canMount ? ['unshare', '-rm', 'bash', '-c', script] : ['bash', '-c', script];
  const { stdout, stderr } = await promisify(execFile)(shell[0]!, shell.slice(1));
  return { left: stdout.split('\n').filter((name) => name !== ''), stderr };
}

test.each([
  ['rows', NOISE, '--tap level.level=FULL/level.jsonl'],
  ['samples', NOISE, '--tap tone.audio=FULL/tone.wav'],
  ['pictures of a film', NOISE, '--tap pattern.frame=FULL/film.webm'],
  ['values of a sink', TABLE, '--sink values=FULL/values.csv'],
  ['parts of a recording', RECORDING, '--sink recorder=FULL/tone.webm'],
])(
  '%s that find no more room end with 73, in words, and leave nothing',
  async (_, document, options) => {
    using folder = scratchFolder();
    const full = folder.at('full');
    mkdirSync(full);
    const { left, stderr } = await run(document, full, options.replace('FULL', full));
    expect(stderr).toContain(`can't be written: ${REFUSED}.`);
    expect(stderr).toContain('ended with 73');
    expect(left).toEqual([]);
  },
);

test('of pictures that find no more room, those that did are whole', async () => {
  using folder = scratchFolder();
  const full = folder.at('full');
  mkdirSync(full);
  const { left, stderr } = await run(NOISE, full, `--tap pattern.frame=${full}/%02d.png`);
  // Each of them is small: only a full disk ends this.
  expect(stderr).toContain(canMount ? 'ended with 73' : 'ended with 0');
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter((name) => !/^\d\d\.png$/.test(name))).toEqual([]);
});

test('a report that finds no room is not left as half of one', async () => {
  using folder = scratchFolder();
  const full = folder.at('full');
  mkdirSync(full);
  const small = "trap '' XFSZ; ulimit -f 1";
  const { left, stderr } = await run(NOISE, full, `--report ${full}/report.json`, small);
  expect(stderr).toContain("report.json' can't be written: it would be larger than is allowed");
  expect(stderr).toContain('ended with 73');
  expect(left).toEqual([]);
});

test('a device is written into and stays what it is; one that is full says so', async () => {
  using folder = scratchFolder();
  const { stderr } = await run(TABLE, folder.path, '--sink values=/dev/full', ':');
  expect(stderr).toContain("'/dev/full' can't be written: the disk is full.");
  expect(stderr).toContain('ended with 73');
  expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
});

test('a named pipe carries what a sink writes to whoever reads it', async () => {
  using folder = scratchFolder();
  writeFileSync(folder.at('it.json'), TABLE);
  const [pipe, read] = [folder.at('pipe'), folder.at('read.csv')];
  const call = `node dist-runner/millrace.js run '${folder.at('it.json')}' --param tone.duration=0.1`;
  const script = `mkfifo '${pipe}'; cat '${pipe}' > '${read}' & ${call} --sink values='${pipe}' && wait`;
  await promisify(execFile)('bash', ['-c', script], { timeout: 20_000 });
  expect(readFileSync(read, 'utf8')).toMatch(/^time,value\n(?:.+\n){10}$/);
  expect(readdirSync(folder.path).toSorted()).toEqual(['it.json', 'pipe', 'read.csv']);
});
