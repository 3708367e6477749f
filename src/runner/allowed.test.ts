import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';
import { closeNetwork } from './closeNetwork.ts';

const TALK = readFileSync('public/media/goforward.wav');
const CANARY = 'alive\n';

/** A talk that the document names by its hash, measured into a file that the document names too. */
function talk(name: string, values = 'values'): string {
  const sha256 = createHash('sha256').update(TALK).digest('hex');
  return documentOf(
    {
      talk: ['io/file', { file: { name, bytes: TALK.length, sha256 } }],
      level: ['audio/level'],
      values: ['io/values', { name: values }],
    },
    ['talk.audio → level.audio', 'level.level → values.value'],
  );
}

/** A folder with what must not be touched in it, and beside it one that the run may use. */
function guarded() {
  const folder = scratchFolder();
  const canary = folder.at('canary.csv');
  writeFileSync(canary, CANARY);
  mkdirSync(folder.at('open'));
  return { folder, canary, open: folder.at('open'), [Symbol.dispose]: folder[Symbol.dispose] };
}

test('a file that a document names is read where that is allowed, and only if it is that very file', async () => {
  using place = guarded();
  const out = ['--sink', 'values=-'];
  const allow = ['--allow-read', place.open];
  const run = (name: string, ...more: string[]) =>
    millrace(['run', '-', ...out, ...more], { input: talk(name) });
  writeFileSync(`${place.open}/talk.wav`, TALK);
  writeFileSync(`${place.open}/other.wav`, TALK.toReversed());
  expect(await run('talk.wav')).toMatchObject({
    exitCode: 66,
    stderr: expect.stringContaining('--allow-read'),
  });
  expect((await run('talk.wav', ...allow)).exitCode).toBe(0);
  expect((await run('other.wav', ...allow)).exitCode).toBe(66);
});

test('a name that leads out of the folder, and a link that does, are not read', async () => {
  using place = guarded();
  writeFileSync(place.folder.at('secret.wav'), TALK);
  symlinkSync(place.folder.at('secret.wav'), `${place.open}/link.wav`);
  for (const name of ['../secret.wav', place.folder.at('secret.wav'), 'link.wav']) {
    const args = ['run', '-', '--sink', 'values=-', '--allow-read', place.open];
    expect(await millrace(args, { input: talk(name) })).toMatchObject({
      exitCode: 66,
      stdout: '',
    });
  }
});

test('a sink writes under the name of the document where that is allowed, and nowhere else', async () => {
  using place = guarded();
  const feed = ['--source', 'talk=public/media/goforward.wav'];
  const allow = ['--allow-write', place.open];
  const run = (values: string) =>
    millrace(['run', '-', ...feed, ...allow], { input: talk('talk.wav', values) });
  expect(await run('levels')).toMatchObject({ exitCode: 0 });
  expect(readdirSync(place.open)).toEqual(['levels.csv']);
  symlinkSync(place.folder.path, `${place.open}/up`);
  for (const name of ['../canary', place.folder.at('canary'), 'up/canary']) {
    const ended = await run(name);
    expect(ended.exitCode).toBe(73);
    expect(ended.stderr).toContain(`wants to write '${name}.csv'`);
  }
  expect(readFileSync(place.canary, 'utf8')).toBe(CANARY);
});

test('a link in the place of a result is replaced, not followed; one in the place of a folder is refused', async () => {
  using place = guarded();
  const feed = ['--source', 'talk=public/media/goforward.wav'];
  symlinkSync(place.canary, `${place.open}/values.csv`);
  const one = await millrace(['run', '-', ...feed, '--out', place.open], {
    input: talk('talk.wav'),
  });
  expect(one).toMatchObject({ exitCode: 0 });
  expect(readFileSync(`${place.open}/values.csv`, 'utf8')).toMatch(/^time,value\n/);
  symlinkSync(place.folder.path, `${place.open}/goforward`);
  const many = ['--source', 'talk=public/media/*.wav', '--out', place.open];
  const ended = await millrace(['run', '-', ...many], { input: talk('talk.wav') });
  expect(ended.exitCode).toBe(73);
  expect(ended.stderr).toContain('is a link that leads out');
  expect(readFileSync(place.canary, 'utf8')).toBe(CANARY);
});

test('a document can not name the operator that writes taps', async () => {
  using place = guarded();
  for (const operator of ['runner/tap', 'Runner/tap']) {
    const input = documentOf(
      {
        tone: ['io/tone', { duration: 0.1 }],
        tap: [operator, { path: place.canary, format: 'raw' }],
      },
      ['tone.audio → tap.in'],
    );
    expect((await millrace(['run', '-', '--out', place.open], { input })).exitCode).toBe(65);
  }
  expect(readFileSync(place.canary, 'utf8')).toBe(CANARY);
});

test('a thread without the network has no way to it', () => {
  const scope = { fetch, WebSocket: Object, EventSource: Object, crypto };
  closeNetwork(scope);
  expect(Object.keys(scope)).toEqual(['crypto']);
});
