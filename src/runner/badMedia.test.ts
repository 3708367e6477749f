import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '#contract/fault.ts';
import { kernel } from '#operators/io/file/kernel.ts';
import { spec } from '#operators/io/file/spec.ts';
import type { Frame } from '#stream/payload.ts';
import { joinClips, makeAdts, makeClip, retimed } from '#testing/clips.ts';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { installCodecs } from './codecs.ts';

installCodecs();

/** No file here takes a tenth of it. */
const HANG_MS = 20_000;

type Bytes = Uint8Array<ArrayBuffer>;

const SMALL = { size: [64, 48], pictures: 15 } as const;

const FIXTURES: readonly (readonly [string, () => Promise<Bytes>])[] = [
  ['webm', () => makeClip({ container: 'webm', video: 'vp8', sound: true, ...SMALL })],
  ['mp4', () => makeClip({ container: 'mp4', video: 'avc', sound: true, ...SMALL })],
  [
    'wav',
    async () => Uint8Array.from(readFileSync('public/media/goforward.wav').subarray(0, 24_000)),
  ],
];

/** Plays a file to its end as a batch run does: what came, or the fault. */
async function outcomeOf(name: string, bytes: Bytes): Promise<KernelRun | Fault> {
  const file = { name, bytes: bytes.length, sha256: '0'.repeat(64) };
  const run = runKernel(kernel, {
    params: spec.params.parse({ file }),
    paced: false,
    hosts: { file: async () => new Blob([bytes]) },
  });
  let timer: ReturnType<typeof setTimeout>;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`'${name}' hung.`)), HANG_MS);
  });
  try {
    return await Promise.race([run, hang]);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  } finally {
    clearTimeout(timer!);
  }
}

/** What is wrong with an outcome: each is in order, or in words, and nothing is kept. */
function faultsOf(outcome: KernelRun | Fault): readonly string[] {
  if (outcome instanceof Fault) {
    const { message } = outcome.notice;
    return /^[^a-z].*[.)]$/s.test(message) ? [] : [`'${message}' is no sentence.`];
  }
  const reached: Record<string, number> = {};
  const wrong = outcome.emitted.flatMap(({ port, chunk: { timestamp } }) => {
    const before = reached[port] ?? -1;
    reached[port] = timestamp;
    return timestamp > before ? [] : [`${port} went from ${before} back to ${timestamp}.`];
  });
  return outcome.leaked === 0 ? wrong : [...wrong, `${outcome.leaked} payloads were kept.`];
}

test.each(FIXTURES)(
  'a %s file cut off at every hundredth ends in order, played or explained',
  async (name, make) => {
    const whole = await make();
    const frames = (outcome: KernelRun | Fault): number =>
      outcome instanceof Fault ? 0 : outcome.emitted.length;
    expect(frames(await outcomeOf(`whole.${name}`, whole))).toBeGreaterThan(5);
    for (let percent = 0; percent < 100; percent++) {
      const cut = whole.slice(0, Math.floor((whole.length * percent) / 100));
      expect(faultsOf(await outcomeOf(`${percent}.${name}`, cut))).toEqual([]);
    }
  },
  120_000,
);

test.each(FIXTURES)(
  'a %s file with a byte changed, 200 times, ends in order, played or explained',
  async (name, make) => {
    const whole = await make();
    let state = 7;
    for (let i = 0; i < 200; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const broken = whole.slice();
      broken[state % whole.length]! ^= 1 + ((state >>> 24) % 255);
      expect(faultsOf(await outcomeOf(`${i}.${name}`, broken))).toEqual([]);
    }
  },
  120_000,
);

const LEVELS = documentOf(
  { file: ['io/file'], grayscale: ['video/grayscale'], preview: ['io/preview'] },
  ['file.frame → grayscale.frame', 'grayscale.frame → preview.in'],
);

test('pictures that change their size in the middle go on, each as it is', async () => {
  const part = (...size: readonly [number, number]) =>
    makeClip({ container: 'webm', video: 'vp8', size, pictures: 5 });
  const clip = await joinClips([await part(64, 48), await part(96, 64)]);
  const outcome = await outcomeOf('sizes.webm', clip);
  if (outcome instanceof Fault) throw outcome;
  const seen = outcome.emitted.map(({ chunk }) => (chunk.payload as Frame).width);
  expect(seen).toEqual([...Array(5).fill(64), ...Array(5).fill(96)]);
  using folder = scratchFolder();
  writeFileSync(folder.at('sizes.webm'), clip);
  const feed = ['--source', `file=${folder.at('sizes.webm')}`];
  const planes = ['--tap', `grayscale.frame=${folder.at('grey.raw')}`];
  expect((await millrace(['run', '-', ...feed, ...planes], { input: LEVELS })).exitCode).toBe(0);
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(5 * 64 * 48 + 5 * 96 * 64);
  // A film has one size: what came before the change is kept as a part, and the reason is told.
  const film = ['--tap', `grayscale.frame=${folder.at('grey.webm')}`];
  const ended = await millrace(['run', '-', ...feed, ...film], { input: LEVELS });
  expect(ended.exitCode).toBe(65);
  expect(ended.stderr).toContain('began with 64 × 48 pixels, and now 96 × 64 pixels came');
  expect(readdirSync(folder.path).toSorted()).toEqual(['grey.raw', 'grey.webm.part', 'sizes.webm']);
});

test('a file that is cut off counts what was lost and keeps what was made as a part', async () => {
  using folder = scratchFolder();
  const clip = await makeClip({ container: 'webm', video: 'vp8', ...SMALL });
  writeFileSync(folder.at('cut.webm'), clip.subarray(0, clip.length / 2));
  const raw = folder.at('grey.raw');
  const feed = ['--source', `file=${folder.at('cut.webm')}`, '--tap', `grayscale.frame=${raw}`];
  const ended = await millrace(['run', '-', '--json', ...feed], { input: LEVELS });
  expect(ended.exitCode).toBe(65);
  expect(existsSync(raw)).toBe(false);
  expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'failed', violations: [] });
});

const SOUND = documentOf({ file: ['io/file'], preview: ['io/preview'] }, [
  'file.audio → preview.in',
]);

test('F19 times that go backwards in a container are put in order, and one that comes twice is counted', async () => {
  using folder = scratchFolder();
  const clip = await makeClip({ container: 'webm', video: 'vp8', ...SMALL });
  // 200 becomes 100, behind 133; 400 becomes 333, as the one before it has; and a key frame goes back to 450.
  writeFileSync(folder.at('back.webm'), retimed(clip, { 3: 100, 6: 333, 8: 450 }));
  const times = folder.at('times.sha256');
  const feed = ['--source', `file=${folder.at('back.webm')}`, '--tap', `file.frame=${times}`];
  const report = ['--report', folder.at('report.json')];
  const ended = await millrace(['run', '-', ...feed, ...report], { input: LEVELS });
  expect(ended.exitCode).toBe(0);
  const seen = readFileSync(times, 'utf8').trim().split('\n');
  expect(seen.map((line) => Number(line.split(' ')[0]) / 1000)).toEqual([
    0, 67, 100, 133, 267, 333, 450, 467, 600, 667, 733, 800, 867, 933,
  ]);
  expect(ended.stderr).toContain(
    "Node 'file' left out 1 that was invalid. The picture at 0.33 s is not after the one before it",
  );
  const { nodes, violations } = JSON.parse(readFileSync(folder.at('report.json'), 'utf8')) as {
    readonly nodes: readonly { readonly id: string; readonly dropped: object }[];
    readonly violations: readonly string[];
  };
  expect(nodes.find(({ id }) => id === 'file')!.dropped).toEqual({ invalid: 1 });
  expect(violations).toEqual([]);
});

test('sound whose rate and channels change in the middle goes on; a file that has one of each ends with 65', async () => {
  using folder = scratchFolder();
  const parts = [await makeAdts(44_100, 2), await makeAdts(48_000, 1)];
  writeFileSync(folder.at('two.aac'), Buffer.concat(parts));
  const run = (tap: string) => {
    const options = ['--source', `file=${folder.at('two.aac')}`, '--tap', `file.audio=${tap}`];
    return millrace(['run', '-', ...options], { input: SOUND });
  };
  const played = await run(folder.at('two.raw'));
  expect(played.exitCode).toBe(0);
  expect(played.stderr).toMatch(
    /^Node 'file' left out \d\d that could not be decoded\. The sound/m,
  );
  const ended = await run(folder.at('two.wav'));
  expect(ended.exitCode).toBe(65);
  expect(ended.stderr).toContain(
    'The file began with 2 channels at 44100 Hz, and now 1 channel at 48000 Hz came; a WAV file has one of each.',
  );
  expect(existsSync(folder.at('two.wav'))).toBe(false);
});

test('of two sounds in one WAV file the first is played: its header ends there', async () => {
  using folder = scratchFolder();
  const [, , [, make]] = FIXTURES as readonly [unknown, unknown, (typeof FIXTURES)[number]];
  const one = await make();
  const view = new DataView(one.buffer);
  view.setUint32(4, one.length - 8, true);
  view.setUint32(40, one.length - 44, true);
  const other = one.slice();
  new DataView(other.buffer).setUint32(24, 8000, true);
  writeFileSync(folder.at('two.wav'), Buffer.concat([one, other]));
  const raw = folder.at('sound.raw');
  const feed = ['--source', `file=${folder.at('two.wav')}`, '--tap', `file.audio=${raw}`];
  const ended = await millrace(['run', '-', ...feed], { input: SOUND });
  expect(ended.exitCode).toBe(0);
  // 16 bits become floats of 32.
  expect(readFileSync(raw)).toHaveLength((one.length - 44) * 2);
});
