import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '#testing/documents.ts';
import { BATCH_EXAMPLES } from '#testing/batchExamples.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { build } from 'vite';
import type { Batch, Prepared } from './batch/page.ts';
import { expect, test } from './test.ts';

declare global {
  interface Window {
    readonly batch: Batch;
  }
}

test.beforeAll(async () => {
  await build({ configFile: 'e2e/batch/vite.config.ts', logLevel: 'warn' });
  await build({ configFile: 'vite.runner.config.ts', logLevel: 'warn' });
});

test.beforeEach(async ({ page }) => {
  await page.goto('/batch/e2e/batch/index.html');
  await page.waitForFunction(() => 'batch' in window);
});

/** The fingerprints that the command gives, by file. */
async function inNode(
  { document, taps }: Prepared,
  ...options: readonly string[]
): Promise<Readonly<Record<string, string>>> {
  using folder = scratchFolder();
  const places = taps.flatMap(({ from, file }) => ['--tap', `${from}=${folder.at(file)}`]);
  mkdirSync(folder.at('out'));
  const args = ['run', '-', '--workers', '1', '--out', folder.at('out'), ...places, ...options];
  const ended = await millrace(args, { input: document });
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  return Object.fromEntries(
    taps.map(({ file }) => [file, readFileSync(join(folder.path, file), 'utf8')]),
  );
}

for (const path of BATCH_EXAMPLES) {
  test(`'${path}' gives the same bytes here, with two workers and four, as in Node`, async ({
    page,
  }) => {
    const prepared = await page.evaluate(
      (text) => window.batch.prepare(text),
      readFileSync(path, 'utf8'),
    );
    const expected = await inNode(prepared);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    for (const [file, text] of Object.entries(expected)) {
      expect(text.split('\n').length, file).toBeGreaterThan(1);
    }
    for (const settings of [
      { workers: 2, cut: false },
      { workers: 4, cut: true },
    ]) {
      const { state, errors, files } = await page.evaluate(
        ([given, how]) => window.batch.run(given, how),
        [prepared, settings] as const,
      );
      expect({ state, errors }).toEqual({ state: 'done', errors: [] });
      for (const [file, text] of Object.entries(expected)) {
        expect(Buffer.from(files[file]!, 'base64').toString(), file).toBe(text);
      }
    }
  });
}

const PICTURES = 'e2e/fixtures/pictures';

test('pictures of every format that we decode ourselves are the same bytes here as in Node', async ({
  page,
}) => {
  const names = readdirSync(PICTURES);
  expect(names.length).toBeGreaterThan(7);
  for (const name of names) {
    const bytes = readFileSync(join(PICTURES, name));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const document = documentOf(
      {
        picture: ['io/image', { file: { name, bytes: bytes.length, sha256 } }],
        preview: ['io/preview'],
      },
      ['picture.frame → preview.in'],
    );
    const prepared = { document, taps: [{ from: 'picture.frame', file: `${name}.sha256` }] };
    const expected = await inNode(prepared, '--allow-read', PICTURES);
    const { errors, files } = await page.evaluate(
      ([what, given]) => window.batch.run(what, { workers: 2, cut: false, given }),
      [prepared, { [sha256]: bytes.toString('base64') }] as const,
    );
    expect(errors, name).toEqual([]);
    for (const [file, text] of Object.entries(expected)) {
      expect(text.trimEnd().split('\n'), name).toHaveLength(PICTURE_COUNTS[name] ?? 1);
      expect(Buffer.from(files[file]!, 'base64').toString(), file).toBe(text);
    }
  }
});

/** Those of films. */
const PICTURE_COUNTS: Readonly<Record<string, number>> = { 'film.gif': 6, 'parts.gif': 4 };

const RECORD = documentOf(
  {
    pattern: ['io/test-pattern', { duration: 0.5, width: 320, height: 180 }],
    tone: ['io/tone', { duration: 0.5 }],
    recorder: ['io/recorder', { codec: 'vp9' }],
  },
  ['pattern.frame → recorder.video', 'tone.audio → recorder.audio'],
);
const PLAY = documentOf({ file: ['io/file'], picture: ['io/preview'], sound: ['io/preview'] }, [
  'file.frame → picture.in',
  'file.audio → sound.in',
]);

/** A recording played by the command: planes of all pictures, and when each of them begins. */
async function played(clip: string) {
  using folder = scratchFolder();
  const [raw, times] = [folder.at('planes.raw'), folder.at('times.sha256')];
  const taps = ['--tap', `file.frame=${raw}`, '--tap', `picture.in=${times}`];
  const ended = await millrace(['run', '-', '--source', `file=${clip}`, ...taps], { input: PLAY });
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  const lines = readFileSync(times, 'utf8').trim().split('\n');
  return { planes: readFileSync(raw), times: lines.map((line) => line.split(' ')[0]) };
}

/** Peak signal-to-noise ratio in dB. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  const squares = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.length) / squares);
}

test('a recording has the same pictures at the same times as one made in Node, once both are decoded', async ({
  page,
}) => {
  using folder = scratchFolder();
  const args = ['run', '-', '--sink', `recorder=${folder.at('node.webm')}`];
  expect(await millrace(args, { input: RECORD })).toMatchObject({ exitCode: 0 });
  const { state, errors, files } = await page.evaluate(
    (document) => window.batch.run({ document, taps: [] }, { workers: 2, cut: false }),
    RECORD,
  );
  expect({ state, errors }).toEqual({ state: 'done', errors: [] });
  const [clip] = Object.values(files);
  writeFileSync(folder.at('browser.webm'), Buffer.from(clip!, 'base64'));
  const [ours, theirs] = [
    await played(folder.at('browser.webm')),
    await played(folder.at('node.webm')),
  ];
  expect(ours.times).toHaveLength(15);
  expect(ours.times).toEqual(theirs.times);
  expect(ours.planes).toHaveLength(theirs.planes.length);
  expect(likeness(ours.planes, theirs.planes)).toBeGreaterThan(45);
});
