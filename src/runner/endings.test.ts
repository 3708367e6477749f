import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { type CallSettings, type Ended, millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

const TONE = documentOf(
  { tone: ['io/tone', { duration: 0.1 }], level: ['audio/level'], values: ['io/values'] },
  ['tone.audio → level.audio', 'level.level → values.value'],
);
const CAMERA = documentOf({ webcam: ['io/webcam'], preview: ['io/preview'] }, [
  'webcam.frame → preview.in',
]);
/** The rate of a file is known only once it plays: 16 kHz meet 48. */
const MIX = documentOf(
  {
    tone: ['io/tone', { duration: 0.1 }],
    file: ['io/file', { file: { asset: 'media/goforward.wav' } }],
    mixer: ['audio/mixer'],
    preview: ['io/preview'],
  },
  ['tone.audio → mixer.a', 'file.audio → mixer.b', 'mixer.audio → preview.in'],
);

/** How the command can end, and what it says then; one example each, signals and a full disk being elsewhere. */
const ENDINGS: readonly (readonly [
  code: number,
  args: readonly string[],
  input: string,
  words: string,
])[] = [
  [0, ['run', '-', '--sink', 'values=-'], TONE, 'The run is done after'],
  [64, ['run', '-', '--sink', 'tone=x.csv'], TONE, "'tone', which is no node that writes a file"],
  [65, ['run', '-', '--out', 'x'], '{', "'-' is no pipeline that can run."],
  [
    65,
    ['run', '-', '--source', 'webcam=package.json'],
    CAMERA,
    "'package.json' is not a file that can be played here",
  ],
  [
    66,
    ['run', '-', '--source', 'webcam=gone.mp4'],
    CAMERA,
    "'gone.mp4' can't be read: there is no such",
  ],
  [
    66,
    ['validate', 'gone.json'],
    '',
    "'gone.json' can't be read: there is no such file or folder.",
  ],
  [69, ['run', '-'], CAMERA, "Node 'webcam' needs a camera, which the command line does not have."],
  [
    73,
    ['run', '-', '--sink', 'values=src'],
    TONE,
    "'src' can't be written: it is a folder, not a file.",
  ],
];

test.each(ENDINGS)('it ends with %i and says why: %j', async (code, args, input, words) => {
  const ended = await millrace(args, { input });
  expect(ended.stderr).toContain(words);
  expect(ended.exitCode).toBe(code);
});

test('what a node could not use is counted, and told with the reason', async () => {
  const ended = await millrace(['run', '-'], { input: MIX });
  expect(ended.exitCode).toBe(0);
  expect(ended.stderr).toMatch(
    /^Node 'mixer' left out \d+ that were invalid\. Sound b has 16000 Hz where the mix has 48000 Hz/m,
  );
});

test('what differs from what was expected ends with 1', async () => {
  using folder = scratchFolder();
  writeFileSync(folder.at('tone.json'), TONE);
  const expected = ['test', folder.at('tone.json'), '--expect', folder.at('expected')];
  expect((await millrace([...expected, '--update'])).exitCode).toBe(0);
  writeFileSync(folder.at('tone.json'), TONE.replace('"duration":0.1', '"duration":0.2'));
  const ended = await millrace(expected);
  expect(ended.stdout).toContain('1 files compared, 1 wrong.');
  expect(ended.exitCode).toBe(1);
});

/** A copy of the command with one of its own files replaced. */
async function broken(file: string, text: string, args: readonly string[], settings: CallSettings) {
  using folder = scratchFolder();
  mkdirSync(folder.at('public'));
  cpSync('dist-runner', folder.at('dist-runner'), { recursive: true });
  cpSync('package.json', folder.at('package.json'));
  symlinkSync(`${process.cwd()}/public/media`, folder.at('public/media'));
  writeFileSync(folder.at(`dist-runner/${file}`), text);
  const command = folder.at('dist-runner/millrace.js');
  return await millrace(args, { ...settings, command });
}

test('a mistake of ours ends with 70', async () => {
  const ended: Ended = await broken(
    'engine.worker.js',
    "throw new Error('It is broken.');",
    ['run', '-', '--sink', 'values=-'],
    { input: TONE },
  );
  expect(ended.exitCode).toBe(70);
  expect(ended.stderr).toContain('It is broken.');
  expect(ended.stdout).toBe('');
});

test('standard input that is closed, empty or no text at all is explained', async () => {
  const cases = [
    ['', 'is no pipeline'],
    [readFileSync('public/media/goforward.wav', 'latin1'), 'is no pipeline'],
  ] as const;
  for (const [input, words] of cases) {
    const ended = await millrace(['run', '-'], { input });
    expect(ended).toMatchObject({ exitCode: 65, stderr: expect.stringContaining(words) });
  }
});
